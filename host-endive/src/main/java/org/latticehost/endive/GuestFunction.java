package org.latticehost.endive;

import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreValueType;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;

/** A function defined by an instance. */
final class GuestFunction extends EndiveFunction {
    private final Machine machine;
    private final int paramCount;
    /** One bit per result that is a 32-bit value: Endive extends those by their sign. */
    private final long narrowResults;

    GuestFunction(EndiveInstance definer, int index, CoreFuncType type, Machine machine) {
        super(definer.store(), type, definer, index);
        this.machine = machine;
        this.paramCount = type.params().size();
        long narrow = 0;
        for (int i = 0; i < Math.min(type.results().size(), 63); i++) {
            CoreValueType result = type.results().get(i);
            if (result == CoreValueType.I32 || result == CoreValueType.F32) {
                narrow |= 1L << i;
            }
        }
        this.narrowResults = narrow;
    }

    @Override
    public long[] call(long... args) {
        if (args.length != paramCount) {
            throw new IllegalArgumentException(
                    "function takes " + paramCount + " values but got " + args.length + ": " + type);
        }
        long[] results = store.enter(machine, index, args);
        if (results == null) {
            return CoreHostFunction.NO_RESULTS;
        }
        if (narrowResults != 0) {
            for (int i = 0; i < results.length; i++) {
                if ((narrowResults >>> i & 1) != 0) {
                    results[i] &= 0xffff_ffffL;
                }
            }
        }
        return results;
    }

    @Override
    public long[] apply(Instance caller, long... args) {
        return machine.call(index, args);
    }
}
