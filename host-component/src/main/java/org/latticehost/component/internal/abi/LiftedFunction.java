package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFunction;

/** A component function of a running instance: {@code canon lift}. */
public final class LiftedFunction {
    final InstanceState instance;
    final BoundOptions options;
    final CoreFunction core;
    final FunctionCodec codec;
    private final Entry fromHost;
    /** For all calls if they leave no trace in it, else null. */
    private final @Nullable CallContext shared;

    public LiftedFunction(InstanceState instance, BoundOptions options, CoreFunction core, FunctionCodec codec) {
        this.instance = instance;
        this.options = options;
        this.core = core;
        this.codec = codec;
        this.fromHost = Entry.between(null, instance);
        this.shared = codec.scalar() ? new CallContext(instance, options) : null;
    }

    /**
     * Checks the arguments of a call from Java; nothing has happened when it fails.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public CallContext prepare(Object[] args) {
        CallContext cx = shared == null ? new CallContext(instance, options) : shared;
        codec.checkArgs(cx, args);
        return cx;
    }

    /** Calls it from Java. What it throws has ended the store. */
    public @Nullable Object call(CallContext cx, Object[] args) {
        fromHost.enter();
        long[] results = core.call(codec.lowerParams(cx, args));
        Object value = codec.liftResult(cx, results);
        cx.checkBorrowsReturned();
        cx.postReturn(results);
        fromHost.leave();
        return value;
    }
}
