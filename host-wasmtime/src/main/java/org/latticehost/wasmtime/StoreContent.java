package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Global;
import java.util.ArrayList;
import java.util.List;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.TrapKind;

/** All instances of a store: counted against its limits, saved and put back. */
final class StoreContent {
    private final CoreStoreLimits limits;
    private final List<WasmtimeInstance> instances = new ArrayList<>();
    private final List<WasmtimeMemory> memories = new ArrayList<>();
    private int tables;

    StoreContent(CoreStoreLimits limits) {
        this.limits = limits;
    }

    void checkRoomFor(ModuleLayout layout) {
        check("core instances", instances.size() + 1, limits.maxInstances());
        check("memories", memories.size() + layout.memories.size() - layout.importedMemories, limits.maxMemories());
        check("tables", tables + layout.tables.size() - layout.importedTables, limits.maxTables());
    }

    private static void check(String what, int wanted, int limit) {
        if (wanted > limit) {
            throw new CoreTrapException(
                    TrapKind.LIMIT, "limit of the store: " + wanted + " " + what + ", at most " + limit);
        }
    }

    int count(WasmtimeModule module) {
        return (int) instances.stream()
                .filter(i -> i.module().sharesNamesWith(module))
                .count();
    }

    void add(WasmtimeInstance instance) {
        ModuleLayout layout = instance.module().layout();
        instances.add(instance);
        memories.addAll(instance.definedMemories());
        tables += layout.tables.size() - layout.importedTables;
    }

    long memoryBytes() {
        return memories.stream().mapToLong(WasmtimeMemory::byteSize).sum();
    }

    /** Lets go of all buffers: the memories behind them are about to go. */
    void forget() {
        memories.forEach(WasmtimeMemory::forget);
    }

    private interface GlobalUse {
        void use(Global global, CoreValueType type, int position);
    }

    private int eachGlobal(NativeStore store, GlobalUse use) {
        int count = 0;
        for (WasmtimeInstance instance : instances) {
            ModuleLayout layout = instance.module().layout();
            for (int i = layout.importedGlobals; i < layout.globals.size(); i++) {
                CoreExternType.Global type = layout.globals.get(i);
                if (ModuleRewriter.isSaved(type)) {
                    Shims.Name name = new Shims.Name(instance.name(), ModuleRewriter.globalName(i));
                    try (Global global = store.borrowGlobal(name)) {
                        use.use(global, type.type(), count++);
                    }
                }
            }
        }
        return count;
    }

    private void checkSavable() {
        for (WasmtimeInstance instance : instances) {
            ModuleLayout layout = instance.module().layout();
            for (CoreExternType.Global global : layout.globals.subList(layout.importedGlobals, layout.globals.size())) {
                if (global.mutable() && !ModuleRewriter.isNumber(global.type())) {
                    throw new UnsupportedOperationException(
                            "the store has a mutable global of type " + global.type() + ", which cannot be saved");
                }
            }
        }
    }

    WasmtimeSnapshot snapshot(WasmtimeStore owner, NativeStore store) {
        checkSavable();
        List<byte[]> copies = new ArrayList<>();
        memories.forEach(m -> copies.add(m.copy()));
        List<Long> values = new ArrayList<>();
        eachGlobal(store, (global, type, i) -> values.add(WasmtimeGlobal.read(global, store, type)));
        long[] globals = values.stream().mapToLong(Long::longValue).toArray();
        return new WasmtimeSnapshot(owner, instances.size(), copies, globals);
    }

    /** Whether everything but the content of memories and globals is as it was. */
    boolean fits(WasmtimeSnapshot saved) {
        for (int i = 0; i < memories.size(); i++) {
            if (memories.get(i).byteSize() != saved.memories().get(i).length) {
                return false;
            }
        }
        return instances.stream().noneMatch(i -> i.module().layout().hidesState());
    }

    boolean isOf(WasmtimeSnapshot saved) {
        return instances.size() == saved.instances();
    }

    void restore(WasmtimeSnapshot saved, NativeStore store) {
        for (int i = 0; i < memories.size(); i++) {
            memories.get(i).fill(saved.memories().get(i));
        }
        eachGlobal(store, (global, type, i) -> WasmtimeGlobal.write(global, store, type, saved.globals()[i]));
    }

    /** Whether guest code may have changed what a snapshot does not hold. */
    boolean hidesState() {
        return instances.stream().anyMatch(i -> i.module().layout().hidesState());
    }
}
