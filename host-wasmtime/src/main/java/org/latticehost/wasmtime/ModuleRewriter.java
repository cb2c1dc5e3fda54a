package org.latticehost.wasmtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreValueType;

/**
 * Rewrites a module so that it can be linked by name alone: imports get names that the binder module of the instance
 * offers, exports get names by position. Tables and memories that the module defines become imports, because only the
 * module that defines them can set a limit to their growth, and limits belong to the store; there they keep their
 * indexes, since defined things follow imported ones. The start function becomes an export: what it throws would be lost
 * in a failing instantiation.
 */
final class ModuleRewriter {
    static final String START = "S";

    private final byte[] bytes;
    private final ModuleLayout layout;
    private final String binder;
    private final @Nullable ComputedConstants computed;

    private ModuleRewriter(byte[] bytes, ModuleLayout layout, String binder) {
        this.bytes = bytes;
        this.layout = layout;
        this.binder = binder;
        this.computed = layout.computes() ? new ComputedConstants(bytes, layout) : null;
    }

    /** The module with imports from a binder module of that name. */
    static byte[] rewrite(byte[] bytes, ModuleLayout layout, String binder) {
        return new ModuleRewriter(bytes, layout, binder).rewrite();
    }

    static String exportName(int position) {
        return "e" + position;
    }

    static String globalName(int index) {
        return "G" + index;
    }

    static String tableName(int index) {
        return "T" + index;
    }

    static String memoryName(int index) {
        return "M" + index;
    }

    private byte[] rewrite() {
        Bytes out = new Bytes();
        out.raw(Bytes.HEADER, 0, Bytes.HEADER.length);
        copy(out, 1);
        imports(out);
        copy(out, 3);
        copy(out, 6);
        exports(out);
        copy(out, 9);
        copy(out, 12);
        copy(out, 10);
        copy(out, 11);
        return out.toByteArray();
    }

    private void copy(Bytes out, int id) {
        if (computed != null && computed.write(out, id)) {
            return;
        }
        ModuleLayout.Span span = layout.sections.get(id);
        if (span != null) {
            out.u8(id).u32(span.to() - span.from()).raw(bytes, span.from(), span.to());
        }
    }

    private void imports(Bytes out) {
        Bytes items = new Bytes();
        for (int i = 0; i < layout.imports.size(); i++) {
            ModuleLayout.Import wanted = layout.imports.get(i);
            items.name(binder).name(Integer.toString(i)).u8(Bytes.code(wanted.kind()));
            items.raw(bytes, wanted.type().from(), wanted.type().to());
        }
        for (int i = layout.importedTables; i < layout.tables.size(); i++) {
            CoreExternType.Table table = layout.tables.get(i);
            items.name(binder).name(tableName(i)).u8(Bytes.TABLE, Bytes.code(table.element()), 0);
            items.u32(table.limits().min());
        }
        for (int i = layout.importedMemories; i < layout.memories.size(); i++) {
            items.name(binder).name(memoryName(i)).u8(Bytes.MEMORY, 0);
            items.u32(layout.memories.get(i).limits().min());
        }
        int made = layout.tables.size() - layout.importedTables + layout.memories.size() - layout.importedMemories;
        out.section(2, layout.imports.size() + made, items);
    }

    private void exports(Bytes out) {
        Bytes items = new Bytes();
        List<ModuleLayout.Export> exports = layout.exports;
        int count = exports.size();
        for (int i = 0; i < exports.size(); i++) {
            ModuleLayout.Export export = exports.get(i);
            items.export(exportName(i), Bytes.code(export.kind()), export.index());
        }
        for (int i = layout.importedGlobals; i < layout.globals.size(); i++) {
            if (isSaved(layout.globals.get(i))) {
                items.export(globalName(i), Bytes.GLOBAL, i);
                count++;
            }
        }
        if (layout.start >= 0) {
            items.export(START, Bytes.FUNC, layout.start);
            count++;
        }
        if (computed != null) {
            items.export(ComputedConstants.INITIALISER, Bytes.FUNC, computed.function());
            count++;
        }
        out.section(7, count, items);
    }

    /** Whether a global is part of snapshots. */
    static boolean isSaved(CoreExternType.Global global) {
        return global.mutable() && isNumber(global.type());
    }

    static boolean isNumber(CoreValueType type) {
        return switch (type) {
            case I32, I64, F32, F64 -> true;
            case V128, FUNCREF, EXTERNREF -> false;
        };
    }
}
