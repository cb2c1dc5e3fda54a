package org.latticehost.endive;

import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreHostFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmInterruptedException;

/** Java code as a function of a store. */
final class HostFunction extends EndiveFunction {
    private final CoreHostFunction body;

    HostFunction(EndiveStore store, CoreFuncType type, CoreHostFunction body) {
        super(store, type, null, -1);
        this.body = body;
    }

    @Override
    public long[] call(long... args) {
        store.checkOpen();
        return body.call(args);
    }

    @Override
    public long[] apply(Instance caller, long... args) {
        long[] results;
        try {
            results = body.call(args);
        } catch (Throwable t) {
            store.hostFailure = t;
            throw t;
        }
        // The body may have swallowed the interrupt of its thread; the guest must stop all the same.
        if (store.guard.isRequested()) {
            throw new WasmInterruptedException("interrupted in a host function");
        }
        return results;
    }
}
