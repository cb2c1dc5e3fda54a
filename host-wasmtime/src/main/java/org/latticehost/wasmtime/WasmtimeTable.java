package org.latticehost.wasmtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreTable;
import org.latticehost.component.spi.CoreValueType;

/** A table. The binding has no access to tables, so asking for the size means entering the guest. */
final class WasmtimeTable implements CoreTable, WasmtimeExtern {
    private static final CoreFuncType SIZE = new CoreFuncType(List.of(), List.of(CoreValueType.I32));

    private final WasmtimeInstance instance;
    private final int index;
    private final Shims.Name linkName;
    private final CoreExternType.Table type;
    private @Nullable GuestFunction size;

    WasmtimeTable(WasmtimeInstance instance, int index, Shims.Name linkName, CoreExternType.Table type) {
        this.instance = instance;
        this.index = index;
        this.linkName = linkName;
        this.type = type;
    }

    @Override
    public WasmtimeStore store() {
        return instance.store();
    }

    @Override
    public Shims.Name linkName() {
        return linkName;
    }

    @Override
    public CoreExternType type() {
        return type;
    }

    @Override
    public int size() {
        GuestFunction call = size;
        if (call == null) {
            call = new GuestFunction(instance, linkName, EntryModule.sizeName(index), SIZE);
            size = call;
        }
        return (int) call.call(CoreHostFunction.NO_RESULTS)[0];
    }
}
