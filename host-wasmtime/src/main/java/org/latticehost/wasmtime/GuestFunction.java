package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Func;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;

/** A function of an instance. */
final class GuestFunction implements CoreFunction, WasmtimeExtern {
    private final WasmtimeInstance instance;
    private final Shims.Name linkName;
    private final String entry;
    private final CoreFuncType type;
    private final boolean callable;
    private @Nullable Func func;
    private @Nullable NativeStore funcStore;

    /**
     * @param entry its name in the entry module
     */
    GuestFunction(WasmtimeInstance instance, Shims.Name linkName, String entry, CoreFuncType type) {
        this.instance = instance;
        this.linkName = linkName;
        this.entry = entry;
        this.type = type;
        this.callable = Shims.onlyNumbers(type);
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
    public CoreFuncType funcType() {
        return type;
    }

    /** The native function to call; its arguments are in the mailbox. */
    Func entry(NativeStore current) {
        Func known = func;
        if (known == null || funcStore != current) {
            known = current.func(instance.entry(entry));
            func = known;
            funcStore = current;
        }
        return known;
    }

    @Override
    public long[] call(long... args) {
        if (!callable) {
            throw new UnsupportedOperationException("a function of type " + type + " cannot be called from Java");
        }
        return instance.store().call(this, args);
    }
}
