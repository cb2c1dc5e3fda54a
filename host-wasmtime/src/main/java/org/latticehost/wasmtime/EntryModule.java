package org.latticehost.wasmtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/**
 * Generates the module through which Java enters an instance: a function without arguments for each guest function that
 * Java may call, and one for the size of each table.
 */
final class EntryModule {
    private final List<CoreFuncType> called = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Bytes functions = new Bytes();
    private final List<String> sizes = new ArrayList<>();
    private final Bytes tables = new Bytes();
    private final Set<String> seen = new HashSet<>();

    private EntryModule() {}

    static String callName(int function) {
        return "c" + function;
    }

    static String sizeName(int table) {
        return "t" + table;
    }

    /**
     * @param instance the name of the instance in the linker
     */
    static byte[] generate(ModuleLayout layout, String instance) {
        EntryModule module = new EntryModule();
        for (int i = 0; i < layout.exports.size(); i++) {
            ModuleLayout.Export export = layout.exports.get(i);
            int index = export.index();
            String name = ModuleRewriter.exportName(i);
            if (export.kind() == CoreExternKind.FUNC && index >= layout.importedFunctions) {
                module.function(callName(index), instance, name, layout.functionType(index));
            } else if (export.kind() == CoreExternKind.TABLE && module.seen.add(sizeName(index))) {
                int element = Bytes.code(layout.tables.get(index).element());
                module.tables
                        .name(instance)
                        .name(name)
                        .u8(Bytes.TABLE, element, 0)
                        .u32(0);
                module.sizes.add(sizeName(index));
            }
        }
        if (layout.start >= 0) {
            module.function(ModuleRewriter.START, instance, ModuleRewriter.START, Shims.PLAIN);
        }
        if (layout.computes()) {
            module.function(ComputedConstants.INITIALISER, instance, ComputedConstants.INITIALISER, Shims.PLAIN);
        }
        return module.write();
    }

    private void function(String name, String instance, String export, CoreFuncType type) {
        if (Shims.onlyNumbers(type) && seen.add(name)) {
            called.add(type);
            names.add(name);
            functions.name(instance).name(export).u8(Bytes.FUNC).u32(called.size());
        }
    }

    private byte[] write() {
        Bytes types = new Bytes().type(Shims.PLAIN);
        called.forEach(types::type);
        Bytes imports = new Bytes();
        Shims.importMailbox(imports);
        imports.raw(functions).raw(tables);
        Bytes declared = new Bytes();
        Bytes exports = new Bytes();
        Bytes code = new Bytes();
        int count = called.size() + sizes.size();
        for (int i = 0; i < count; i++) {
            declared.u32(0);
            boolean call = i < called.size();
            exports.export(call ? names.get(i) : sizes.get(i - called.size()), Bytes.FUNC, called.size() + i);
            code.sized(call ? call(called.get(i), i) : size(i - called.size()));
        }
        return new Bytes()
                .u8(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, called.size() + 1, types)
                .section(2, 1 + count, imports)
                .section(3, count, declared)
                .section(7, count, exports)
                .section(10, count, code)
                .toByteArray();
    }

    private static Bytes call(CoreFuncType type, int function) {
        List<CoreValueType> results = type.results();
        Bytes body = new Bytes().u32(results.size());
        results.forEach(r -> body.u8(1, Bytes.code(r)));
        Shims.loadAll(body, type.params());
        body.u8(Shims.CALL).u32(function);
        for (int i = results.size() - 1; i >= 0; i--) {
            body.u8(Shims.LOCAL_SET).u32(i);
        }
        for (int i = 0; i < results.size(); i++) {
            Shims.store(body, results.get(i), i, i);
        }
        return body.u8(Shims.END);
    }

    private static Bytes size(int table) {
        Bytes body = new Bytes().u32(0).constant(Shims.FIRST_SLOT);
        return body.u8(0xfc, 16).u32(table).u8(0xad, 0x37, 0, 0, Shims.END);
    }
}
