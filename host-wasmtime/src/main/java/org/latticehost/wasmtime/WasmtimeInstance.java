package org.latticehost.wasmtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreInstance;

/** An instance of a module in a store. */
final class WasmtimeInstance implements CoreInstance {
    private final WasmtimeStore store;
    private final WasmtimeModule module;
    private final int variant;
    /** By index, imported ones first; others appear when an export is asked for. */
    private final @Nullable CoreExtern[] functions;

    private final @Nullable CoreExtern[] tables;
    private final @Nullable CoreExtern[] memories;
    private final @Nullable CoreExtern[] globals;
    private @Nullable NativeStore entered;

    WasmtimeInstance(WasmtimeStore store, WasmtimeModule module, int variant, List<WasmtimeExtern> imports) {
        this.store = store;
        this.module = module;
        this.variant = variant;
        ModuleLayout layout = module.layout();
        functions = new CoreExtern[layout.functions.size()];
        tables = new CoreExtern[layout.tables.size()];
        memories = new CoreExtern[layout.memories.size()];
        globals = new CoreExtern[layout.globals.size()];
        for (int i = 0; i < imports.size(); i++) {
            ModuleLayout.Import wanted = layout.imports.get(i);
            space(wanted.kind())[wanted.index()] = imports.get(i);
        }
        // Under the names of the binder: only its types tell the limits.
        for (int i = layout.importedTables; i < tables.length; i++) {
            Shims.Name name = new Shims.Name(module.binderName(variant), ModuleRewriter.tableName(i));
            tables[i] = new WasmtimeTable(this, i, name, layout.tables.get(i));
        }
        for (int i = layout.importedMemories; i < memories.length; i++) {
            memories[i] = new WasmtimeMemory(
                    store,
                    new Shims.Name(module.binderName(variant), ModuleRewriter.memoryName(i)),
                    layout.memories.get(i).limits().max());
        }
    }

    private @Nullable CoreExtern[] space(CoreExternKind kind) {
        return switch (kind) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> throw new IllegalStateException("no tags here");
        };
    }

    WasmtimeStore store() {
        return store;
    }

    WasmtimeModule module() {
        return module;
    }

    String name() {
        return module.instanceName(variant);
    }

    /** The memories that the module defines. */
    List<WasmtimeMemory> definedMemories() {
        return memories.length > module.layout().importedMemories && memories[0] instanceof WasmtimeMemory memory
                ? List.of(memory)
                : List.of();
    }

    /** Where a function of the entry module is, which is instantiated when first needed. */
    Shims.Name entry(String function) {
        NativeStore current = store.use();
        String name = module.entryName(variant);
        if (entered != current) {
            current.mailbox();
            ModuleHandle entries = module.acquireEntries(variant);
            try {
                current.link(name, entries);
            } finally {
                entries.release();
            }
            entered = current;
        }
        return new Shims.Name(name, function);
    }

    /** A function without arguments that the rewriter exported. */
    GuestFunction plainFunction(String name) {
        return new GuestFunction(this, new Shims.Name(name(), name), name, Shims.PLAIN);
    }

    @Override
    public CoreExtern export(int index) {
        store.checkOpen();
        ModuleLayout.Export export = module.layout().exports.get(index);
        @Nullable CoreExtern[] space = space(export.kind());
        CoreExtern known = space[export.index()];
        if (known == null) {
            known = make(export, index);
            space[export.index()] = known;
        }
        return known;
    }

    private CoreExtern make(ModuleLayout.Export export, int position) {
        ModuleLayout layout = module.layout();
        int index = export.index();
        Shims.Name name = new Shims.Name(name(), ModuleRewriter.exportName(position));
        return switch (export.kind()) {
            case FUNC -> new GuestFunction(this, name, EntryModule.callName(index), layout.functionType(index));
            default -> {
                CoreExternType.Global type = layout.globals.get(index);
                yield new WasmtimeGlobal(store, name, type, layout.computedGlobals.contains(index));
            }
        };
    }
}
