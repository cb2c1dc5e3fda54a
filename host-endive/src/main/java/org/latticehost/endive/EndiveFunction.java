package org.latticehost.endive;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;
import run.endive.runtime.WasmFunctionHandle;

/** A function of a store. Its {@code apply} is what guests call: the shortest way, without the guards of an entry. */
abstract class EndiveFunction implements CoreFunction, WasmFunctionHandle {
    final EndiveStore store;
    final CoreFuncType type;
    /** The instance that defines it; null for functions of the host. */
    final @Nullable EndiveInstance definer;
    /** Its index in the instance that defines it; -1 for functions of the host. */
    final int index;

    /** The module whose type index was asked for last, and the answer: see {@link EndiveInstance#resolveForeign}. */
    @Nullable EndiveModule typeIndexModule;

    int typeIndex;

    EndiveFunction(EndiveStore store, CoreFuncType type, @Nullable EndiveInstance definer, int index) {
        this.store = store;
        this.type = type;
        this.definer = definer;
        this.index = index;
    }

    @Override
    public final CoreFuncType funcType() {
        return type;
    }
}
