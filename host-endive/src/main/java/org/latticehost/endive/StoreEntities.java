package org.latticehost.endive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.TrapKind;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Element;

/** All memories, tables, globals and instances of a store: makes them within its limits, saves and restores them. */
final class StoreEntities {
    private final EndiveStore store;
    private final CoreStoreLimits limits;
    private final int maxPages;
    private final List<EndiveInstance> instances = new ArrayList<>();
    private final List<EndiveMemory> memories = new ArrayList<>();
    private final List<EndiveTable> tables = new ArrayList<>();
    private final List<ExternTable> externTables = new ArrayList<>();
    private final List<EndiveGlobal> globals = new ArrayList<>();

    StoreEntities(EndiveStore store, CoreStoreLimits limits, long engineMaxBytes) {
        this.store = store;
        this.limits = limits;
        long bytes = Math.min(limits.maxMemoryBytes(), engineMaxBytes);
        this.maxPages = (int) Math.min(bytes / Memory.PAGE_SIZE, Memory.RUNTIME_MAX_PAGES);
    }

    EndiveInstance make(EndiveModule module, ImportedExterns imports) {
        checkCounts(module.layout());
        EndiveInstance made = new EndiveInstance(store, module, imports);
        Maker maker = new Maker(made);
        EndiveModule.Code code = module.code();
        Instance instance = Instance.builder(code.module())
                .withImportValues(imports.toValues(made))
                .withMachineFactory(code.machines())
                .withMemoryFactory(ignored -> maker.memory())
                .withTableFactory((table, value) -> maker.table())
                .withGlobalFactory((low, high, type, mutability) -> maker.global(low, type))
                .withStart(false)
                .build();
        made.bind(instance);
        instances.add(made);
        return made;
    }

    private void checkCounts(ModuleLayout layout) {
        check("core instances", instances.size() + 1L, limits.maxInstances());
        check("memories", memories.size() + (long) layout.definedMemories().size(), limits.maxMemories());
        check(
                "tables",
                tables.size()
                        + externTables.size()
                        + (long) layout.definedTables().size(),
                limits.maxTables());
        for (CoreExternType.Memory memory : layout.definedMemories()) {
            check("pages of a memory", memory.limits().min(), maxPages);
        }
        for (CoreExternType.Table table : layout.definedTables()) {
            check("elements of a table", table.limits().min(), maxTableSize());
        }
    }

    private static void check(String what, long wanted, long limit) {
        if (wanted > limit) {
            throw new CoreTrapException(
                    TrapKind.LIMIT, "limit of the store: " + wanted + " " + what + ", at most " + limit);
        }
    }

    private long maxTableSize() {
        return Math.min(limits.maxTableElements(), Integer.MAX_VALUE - 8);
    }

    /** Makes what a module defines, asked for by Endive in the order of definition. */
    private final class Maker {
        private final EndiveInstance made;
        private final ModuleLayout layout;
        private int memory;
        private int table;
        private int global;

        Maker(EndiveInstance made) {
            this.made = made;
            this.layout = made.module().layout();
            this.memory = layout.importedMemories;
            this.table = layout.importedTables;
            this.global = layout.importedGlobals;
        }

        Memory memory() {
            int index = memory++;
            var declared = layout.memories.get(index).limits();
            int max = (int) Math.min(maxPages, declared.max().orElse(maxPages));
            EndiveMemory result;
            try {
                result = new EndiveMemory(
                        store, declared.max(), max, made.module().memoryPool(index));
            } catch (OutOfMemoryError e) {
                throw new CoreTrapException(
                        TrapKind.LIMIT, "no room in the JVM for a memory of " + declared.min() + " pages");
            }
            memories.add(result);
            return result;
        }

        TableInstance table() {
            int index = table++;
            CoreExternType.Table declared = layout.tables.get(index);
            int max = (int) Math.min(maxTableSize(), declared.limits().max().orElse(Long.MAX_VALUE));
            if (declared.element() == CoreValueType.FUNCREF) {
                EndiveTable result = new EndiveTable(store, declared, max);
                tables.add(result);
                made.setTable(index, result);
                return new TableView(result, made);
            }
            ExternTable result = new ExternTable(store, declared, max);
            externTables.add(result);
            made.setTable(index, result);
            return result;
        }

        EndiveGlobal global(long value, run.endive.wasm.types.ValType type) {
            EndiveGlobal result = new EndiveGlobal(store, layout.globals.get(global++), value, type);
            globals.add(result);
            return result;
        }
    }

    EndiveSnapshot snapshot() {
        List<PagedContent> memoryCopies = new ArrayList<>();
        memories.forEach(m -> memoryCopies.add(m.snapshot()));
        List<@Nullable EndiveFunction[]> tableCopies = new ArrayList<>();
        tables.forEach(t -> tableCopies.add(t.copy()));
        List<Integer> sizes = new ArrayList<>();
        externTables.forEach(t -> sizes.add(t.size()));
        long[] values = new long[globals.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = globals.get(i).getValue();
        }
        List<Element[]> elements = new ArrayList<>();
        for (EndiveInstance instance : instances) {
            Element[] copy = new Element[instance.instance().elementCount()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = instance.instance().element(i);
            }
            elements.add(copy);
        }
        List<DataSegment[]> segments = new ArrayList<>();
        memories.forEach(m -> segments.add(m.segments().clone()));
        return new EndiveSnapshot(store, memoryCopies, tableCopies, sizes, values, elements, segments);
    }

    void restore(EndiveSnapshot saved) {
        if (saved.elements().size() != instances.size()) {
            throw new IllegalArgumentException("instances were made since the snapshot");
        }
        for (int i = 0; i < memories.size(); i++) {
            EndiveMemory memory = memories.get(i);
            memory.restore(saved.memories().get(i));
            DataSegment[] segments = saved.segments().get(i);
            System.arraycopy(segments, 0, memory.segments(), 0, segments.length);
        }
        for (int i = 0; i < tables.size(); i++) {
            tables.get(i).restore(saved.tables().get(i));
        }
        for (int i = 0; i < globals.size(); i++) {
            globals.get(i).setValue(saved.globals()[i]);
        }
        for (int i = 0; i < instances.size(); i++) {
            Element[] elements = saved.elements().get(i);
            for (int e = 0; e < elements.length; e++) {
                instances.get(i).instance().setElement(e, elements[e]);
            }
        }
    }

    long memoryBytes() {
        long sum = 0;
        for (EndiveMemory memory : memories) {
            sum += memory.byteSize();
        }
        return sum;
    }

    void close() {
        memories.forEach(EndiveMemory::close);
        instances.clear();
        tables.clear();
        globals.clear();
    }
}
