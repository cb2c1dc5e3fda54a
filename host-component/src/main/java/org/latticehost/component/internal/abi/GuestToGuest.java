package org.latticehost.component.internal.abi;

import org.latticehost.component.spi.CoreHostFunction;

/** {@code canon lower} of a function of another component instance of the store: values go from memory to memory. */
public final class GuestToGuest implements CoreHostFunction {
    private final InstanceState caller;
    private final BoundOptions options;
    private final LiftedFunction callee;
    private final FunctionCodec codec;
    private final Entry entry;
    /** Contexts of calls that leave no trace in them. */
    private final CallContext idleCaller;

    private final CallContext idleCallee;

    public GuestToGuest(InstanceState caller, BoundOptions options, LiftedFunction callee) {
        this.caller = caller;
        this.options = options;
        this.callee = callee;
        // Types of both sides are equal and resource types are numbered for the whole graph, so one codec serves both.
        this.codec = callee.codec;
        this.entry = Entry.between(caller, callee.instance);
        this.idleCaller = new CallContext(caller, options);
        this.idleCallee = new CallContext(callee.instance, callee.options);
    }

    @Override
    public long[] call(long[] flat) {
        caller.checkMayLeave();
        entry.enter();
        if (codec.scalar()) {
            return callWithScalars(flat);
        }
        CallContext here = new CallContext(caller, options);
        CallContext there = new CallContext(callee.instance, callee.options);
        long[] results = callee.core.call(codec.copyParams(here, flat, there));
        there.checkBorrowsReturned();
        long[] answer = codec.copyResult(there, results, here, flat);
        there.postReturn(results);
        entry.leave();
        here.endLoans();
        return answer;
    }

    /** Neither side's context is looked at, except for a post-return function. */
    private long[] callWithScalars(long[] flat) {
        long[] results = callee.core.call(codec.copyParams(idleCaller, flat, idleCallee));
        long[] answer = codec.copyResult(idleCallee, results, idleCaller, flat);
        idleCallee.postReturn(results);
        entry.leave();
        return answer;
    }
}
