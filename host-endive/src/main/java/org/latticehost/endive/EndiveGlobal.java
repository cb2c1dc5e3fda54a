package org.latticehost.endive;

import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreValueType;
import run.endive.runtime.GlobalInstance;
import run.endive.wasm.types.MutabilityType;
import run.endive.wasm.types.ValType;

/** A global: one object for compiled code and the host. */
final class EndiveGlobal extends GlobalInstance implements CoreGlobal {
    private final EndiveStore store;
    private final CoreExternType.Global declared;

    @SuppressWarnings("deprecation") // the builder makes no subclass
    EndiveGlobal(EndiveStore store, CoreExternType.Global declared, long value, ValType type) {
        super(value, 0L, type, declared.mutable() ? MutabilityType.Var : MutabilityType.Const);
        this.store = store;
        this.declared = declared;
    }

    EndiveStore store() {
        return store;
    }

    @Override
    public CoreExternType type() {
        return declared;
    }

    @Override
    public long get() {
        store.checkOpen();
        long value = getValue();
        return isNarrow() ? value & 0xffff_ffffL : value;
    }

    @Override
    public void set(long value) {
        store.checkOpen();
        if (!declared.mutable()) {
            throw new IllegalArgumentException("the global is immutable");
        }
        setValue(isNarrow() ? (int) value : value);
    }

    private boolean isNarrow() {
        return declared.type() == CoreValueType.I32 || declared.type() == CoreValueType.F32;
    }
}
