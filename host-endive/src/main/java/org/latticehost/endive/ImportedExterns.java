package org.latticehost.endive;

import java.util.Arrays;
import java.util.List;
import org.latticehost.component.spi.CoreExtern;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportGlobal;
import run.endive.runtime.ImportMemory;
import run.endive.runtime.ImportTable;
import run.endive.runtime.ImportTag;
import run.endive.runtime.ImportValues;
import run.endive.runtime.TableInstance;

/** What an instance imports, sorted by kind. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ImportedExterns(
        CoreExtern[] all,
        EndiveFunction[] functions,
        CoreExtern[] tables,
        EndiveMemory[] memories,
        EndiveGlobal[] globals,
        EndiveTag[] tags) {

    static ImportedExterns sort(EndiveStore store, EndiveModule module, CoreExtern[] imports) {
        ModuleLayout layout = module.layout();
        List<ModuleLayout.Import> wanted = layout.imports;
        if (imports.length != wanted.size()) {
            throw new IllegalArgumentException(
                    "module has " + wanted.size() + " imports but " + imports.length + " were given");
        }
        EndiveFunction[] functions = new EndiveFunction[layout.importedFunctions];
        CoreExtern[] tables = new CoreExtern[layout.importedTables];
        EndiveMemory[] memories = new EndiveMemory[layout.importedMemories];
        EndiveGlobal[] globals = new EndiveGlobal[layout.importedGlobals];
        EndiveTag[] tags = new EndiveTag[layout.imports.size()];
        int tagCount = 0;
        for (int i = 0; i < imports.length; i++) {
            CoreExtern given = imports[i];
            int index = wanted.get(i).index();
            boolean fits = false;
            switch (wanted.get(i).kind()) {
                case FUNC -> {
                    if (given instanceof EndiveFunction f && f.store == store) {
                        functions[index] = f;
                        fits = true;
                    }
                }
                case TABLE -> {
                    if ((given instanceof EndiveTable t && t.store() == store)
                            || (given instanceof ExternTable x && x.store() == store)) {
                        tables[index] = given;
                        fits = true;
                    }
                }
                case MEMORY -> {
                    if (given instanceof EndiveMemory m && m.store() == store) {
                        memories[index] = m;
                        fits = true;
                    }
                }
                case GLOBAL -> {
                    if (given instanceof EndiveGlobal g && g.store() == store) {
                        globals[index] = g;
                        fits = true;
                    }
                }
                case TAG -> {
                    if (given instanceof EndiveTag t && t.store() == store) {
                        tags[index] = t;
                        tagCount = index + 1;
                        fits = true;
                    }
                }
            }
            if (!fits) {
                throw new IllegalArgumentException(
                        "import " + i + " wants a " + wanted.get(i).kind() + " of this store");
            }
        }
        return new ImportedExterns(
                imports.clone(), functions, tables, memories, globals, Arrays.copyOf(tags, tagCount));
    }

    /** The same in the terms of Endive, under the names {@link ModuleRewriter} gave. */
    ImportValues toValues(EndiveInstance instance) {
        EndiveModule module = instance.module();
        ImportValues.Builder values = ImportValues.builder();
        boolean shown = !module.layout().passesFunctionsOn();
        for (int i = 0; i < all.length; i++) {
            String name = module.importName(i);
            CoreExtern given = all[i];
            if (given instanceof EndiveFunction f) {
                if (shown) {
                    values.addFunction(new ImportFunction(ModuleRewriter.MODULE, name, module.importType(i), f));
                }
            } else if (given instanceof EndiveMemory m) {
                values.addMemory(new ImportMemory(ModuleRewriter.MODULE, name, m));
            } else if (given instanceof EndiveGlobal g) {
                values.addGlobal(new ImportGlobal(ModuleRewriter.MODULE, name, g));
            } else if (given instanceof EndiveTag t) {
                values.addTag(new ImportTag(ModuleRewriter.MODULE, name, t.tag()));
            } else {
                TableInstance table = given instanceof EndiveTable t ? new TableView(t, instance) : (ExternTable) given;
                values.addTable(new ImportTable(ModuleRewriter.MODULE, name, table));
            }
        }
        return values.build();
    }
}
