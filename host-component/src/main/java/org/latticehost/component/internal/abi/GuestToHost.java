package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.GuestExit;

/** {@code canon lower} of a function that Java implements. */
public final class GuestToHost implements CoreHostFunction {
    private final InstanceState caller;
    private final BoundOptions options;
    private final FunctionCodec codec;
    private final String name;
    private final HostBody body;
    /** For all calls if they leave no trace in it, else null. */
    private final @Nullable CallContext shared;

    public GuestToHost(InstanceState caller, BoundOptions options, FunctionCodec codec, String name, HostBody body) {
        this.caller = caller;
        this.options = options;
        this.codec = codec;
        this.name = name;
        this.body = body;
        this.shared = codec.scalar() ? new CallContext(caller, options) : null;
    }

    @Override
    public long[] call(long[] flat) {
        caller.checkMayLeave();
        CallContext cx = shared == null ? new CallContext(caller, options) : shared;
        Object value = run(cx, codec.liftParams(cx, flat));
        long[] results = codec.lowerResult(cx, value, flat);
        cx.endLoans();
        return results;
    }

    // Whatever foreign code throws must reach the caller of the guest; errors of the JVM pass as they are.
    private @Nullable Object run(CallContext cx, Object[] args) {
        try {
            Object value = body.call(args);
            codec.checkResult(cx, value);
            return value;
        } catch (GuestExit | CoreTrapException | HostFailure e) {
            throw e;
        } catch (Exception e) {
            throw new HostFailure(name, e);
        }
    }
}
