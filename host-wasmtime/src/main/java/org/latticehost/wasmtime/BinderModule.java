package org.latticehost.wasmtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/**
 * Generates the module that stands before an instance in the linker: it offers under fixed names what the imports of this
 * instance are, and defines its tables and memories with the limits of the store. It has no code.
 */
final class BinderModule {
    /** Java sees a memory as a buffer, and a buffer has no more bytes than an int can count. */
    static final long MAX_PAGES = 32_767;

    static final long PAGE_BYTES = 65_536;

    /** An import that is offered as a constant. */
    private record Constant(int position, CoreExternType.Global type, long value) {}

    private BinderModule() {}

    static long maxPages(CoreStoreLimits limits, long engineBytes) {
        return Math.min(MAX_PAGES, Math.min(limits.maxMemoryBytes(), engineBytes) / PAGE_BYTES);
    }

    static boolean isNeeded(ModuleLayout layout) {
        return !layout.imports.isEmpty() || !layout.tables.isEmpty() || !layout.memories.isEmpty();
    }

    /**
     * @param bytes the module, for the types of its imports
     * @param given what each import is
     */
    static byte[] generate(
            byte[] bytes,
            ModuleLayout layout,
            List<? extends WasmtimeExtern> given,
            CoreStoreLimits limits,
            long maxPages) {
        Bytes types = new Bytes();
        Bytes imports = new Bytes();
        Bytes exports = new Bytes();
        int functions = 0;
        int importedGlobals = 0;
        List<Constant> constants = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ModuleLayout.Import wanted = layout.imports.get(i);
            Optional<Long> value = given.get(i) instanceof WasmtimeGlobal global ? global.constant() : Optional.empty();
            if (value.isPresent()) {
                constants.add(new Constant(i, layout.globals.get(wanted.index()), value.get()));
                continue;
            }
            Shims.Name name = given.get(i).linkName();
            imports.name(name.module()).name(name.item()).u8(Bytes.code(wanted.kind()));
            int index = switch (wanted.kind()) {
                case FUNC -> functions++;
                case GLOBAL -> importedGlobals++;
                default -> wanted.index();
            };
            if (wanted.kind() == CoreExternKind.FUNC) {
                types.type(layout.functionType(wanted.index()));
                imports.u32(index);
            } else {
                imports.raw(bytes, wanted.type().from(), wanted.type().to());
            }
            exports.export(Integer.toString(i), Bytes.code(wanted.kind()), index);
        }
        Bytes globals = new Bytes();
        for (Constant constant : constants) {
            exports.export(Integer.toString(constant.position()), Bytes.GLOBAL, importedGlobals++);
            globals.u8(Bytes.code(constant.type().type()), 0)
                    .constant(constant.type().type(), constant.value())
                    .u8(Shims.END);
        }
        Bytes tables = new Bytes();
        for (int i = layout.importedTables; i < layout.tables.size(); i++) {
            CoreExternType.Table table = layout.tables.get(i);
            tables.u8(Bytes.code(table.element()));
            limits(tables, "elements of a table", table.limits(), limits.maxTableElements());
            exports.export(ModuleRewriter.tableName(i), Bytes.TABLE, i);
        }
        Bytes memories = new Bytes();
        for (int i = layout.importedMemories; i < layout.memories.size(); i++) {
            limits(memories, "pages of a memory", layout.memories.get(i).limits(), maxPages);
            exports.export(ModuleRewriter.memoryName(i), Bytes.MEMORY, i);
        }
        int newTables = layout.tables.size() - layout.importedTables;
        int newMemories = layout.memories.size() - layout.importedMemories;
        return new Bytes()
                .u8(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, functions, types)
                .section(2, given.size() - constants.size(), imports)
                .section(4, newTables, tables)
                .section(5, newMemories, memories)
                .section(6, constants.size(), globals)
                .section(7, given.size() + newTables + newMemories, exports)
                .toByteArray();
    }

    private static void limits(Bytes out, String what, CoreLimits declared, long limit) {
        if (declared.min() > limit) {
            throw new CoreTrapException(
                    TrapKind.LIMIT, "limit of the store: " + declared.min() + " " + what + ", at most " + limit);
        }
        out.u8(1)
                .u32(declared.min())
                .u32(Math.min(limit, Math.min(declared.max().orElse(limit), 0xffff_ffffL)));
    }
}
