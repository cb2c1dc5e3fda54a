package org.latticehost.endive;

import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreTable;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;
import run.endive.wasm.types.Value;

/** A table of host references. No host value ever gets into one, so it only holds null; but it has a size and limits. */
final class ExternTable extends TableInstance implements CoreTable {
    private final EndiveStore store;
    private final CoreExternType.Table declared;
    private final int maxSize;

    ExternTable(EndiveStore store, CoreExternType.Table declared, int maxSize) {
        super(
                new Table(
                        ValType.ExternRef,
                        new TableLimits(
                                declared.limits().min(),
                                Math.max(maxSize, declared.limits().min()))),
                Value.REF_NULL_VALUE);
        this.store = store;
        this.declared = declared;
        this.maxSize = maxSize;
    }

    EndiveStore store() {
        return store;
    }

    @Override
    public CoreExternType type() {
        return new CoreExternType.Table(
                declared.element(), new CoreLimits(size(), declared.limits().max()));
    }

    @Override
    public int grow(int count, int value, Instance instance) {
        return count < 0 || count > maxSize - size() ? -1 : super.grow(count, value, instance);
    }

    @Override
    public int growWithRef(int count, Object value, Instance instance) {
        return count < 0 || count > maxSize - size() ? -1 : super.growWithRef(count, value, instance);
    }
}
