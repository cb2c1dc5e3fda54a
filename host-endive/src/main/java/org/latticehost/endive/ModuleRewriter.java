package org.latticehost.endive;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreValueType;

/**
 * Writes the modules that Endive sees instead of the original.
 *
 * <p>Imports get a name of their own by position: Endive links by name, modules of components repeat names and use empty
 * ones, which it cannot parse. Import limits, exports, the start function and active segments are left out, because the
 * host does that work itself: by position, with its own limits, without the exceptions Endive wraps. Functions that
 * were exported stay referable through a declarative segment.
 */
final class ModuleRewriter {
    static final String MODULE = "i";

    /** No locals, {@code unreachable}, {@code end}: valid as the body of any function. */
    private static final byte[] STUB = {0, 0, 0x0b};

    private final byte[] bytes;
    private final ModuleLayout layout;

    ModuleRewriter(byte[] bytes, ModuleLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
    }

    /** The module with all its code, to be compiled. */
    byte[] full() {
        return write(null);
    }

    /**
     * The module with code only where it is interpreted: what instances need besides the compiled classes. The code of a
     * large module would otherwise stay in memory as objects, one per instruction.
     */
    byte[] slim(Set<Integer> interpreted) {
        return write(interpreted);
    }

    /** One function of each type and nothing else: stands for functions of other instances in indirect calls. */
    byte[] trampolines() {
        WasmWriter out = new WasmWriter(64).raw(WasmWriter.HEADER);
        copy(out, 1);
        int count = layout.types.size();
        WasmWriter functions = new WasmWriter(count + 5).u32(count);
        WasmWriter code = new WasmWriter(4 * count + 5).u32(count);
        for (int i = 0; i < count; i++) {
            functions.u32(i);
            code.u32(STUB.length).raw(STUB);
        }
        return out.section(3, functions).section(10, code).toByteArray();
    }

    private byte[] write(@Nullable Set<Integer> interpreted) {
        WasmWriter out = new WasmWriter(interpreted == null ? bytes.length : 1024).raw(WasmWriter.HEADER);
        copy(out, 1);
        if (!layout.shownImports().isEmpty()) {
            out.section(2, imports());
        }
        copy(out, 3);
        tables(out);
        int memories = layout.definedMemories().size();
        if (memories > 0) {
            WasmWriter section = new WasmWriter(16).u32(memories);
            for (int i = 0; i < memories; i++) {
                section.u8(0).u8(0);
            }
            out.section(5, section);
        }
        copy(out, 13);
        copy(out, 6);
        elements(out);
        copy(out, 12);
        if (interpreted == null) {
            copy(out, 10);
        } else if (!layout.bodies.isEmpty()) {
            out.section(10, code(interpreted));
        }
        if (!layout.data.isEmpty()) {
            out.section(11, data());
        }
        return out.toByteArray();
    }

    private void tables(WasmWriter out) {
        var tables = layout.definedTables();
        if (!tables.isEmpty()) {
            WasmWriter section = new WasmWriter(16).u32(tables.size());
            tables.forEach(t -> section.u8(t.element() == CoreValueType.FUNCREF ? 0x70 : 0x6f)
                    .u8(0)
                    .u8(0));
            out.section(4, section);
        }
    }

    private void copy(WasmWriter out, int section) {
        ModuleLayout.Span span = layout.sections.get(section);
        if (span != null) {
            out.u8(section).u32(span.length()).raw(bytes, span.from(), span.to());
        }
    }

    private WasmWriter imports() {
        int shown = layout.shownImports().size();
        WasmWriter out = new WasmWriter(shown * 8).u32(shown);
        for (int i = 0; i < layout.imports.size(); i++) {
            ModuleLayout.Import imported = layout.imports.get(i);
            if (imported.kind() == CoreExternKind.FUNC && layout.passesFunctionsOn()) {
                continue;
            }
            out.name(MODULE).name(importName(i)).u8(code(imported.kind()));
            switch (imported.kind()) {
                case FUNC, GLOBAL, TAG ->
                    out.raw(bytes, imported.type().from(), imported.type().to());
                case TABLE -> out.u8(bytes[imported.type().from()]).u8(0).u8(0);
                case MEMORY -> out.u8(0).u8(0);
            }
        }
        return out;
    }

    private static int code(CoreExternKind kind) {
        return switch (kind) {
            case FUNC -> 0;
            case TABLE -> 1;
            case MEMORY -> 2;
            case GLOBAL -> 3;
            case TAG -> 4;
        };
    }

    static String importName(int position) {
        return Integer.toString(position);
    }

    private void elements(WasmWriter out) {
        if (layout.passesFunctionsOn()) {
            return; // no code that could ask for them
        }
        List<ModuleLayout.Export> exported = layout.exports.stream()
                .filter(e -> e.kind() == CoreExternKind.FUNC)
                .toList();
        int count = layout.elements.size() + (exported.isEmpty() ? 0 : 1);
        if (count == 0) {
            return;
        }
        WasmWriter section = new WasmWriter(256).u32(count);
        for (ModuleLayout.Elements segment : layout.elements) {
            boolean expressions = (segment.flags() & 4) != 0;
            int flags = segment.active() ? (segment.flags() & 4) | 3 : segment.flags();
            section.u8(flags).u8(expressions ? segment.referenceType() : 0);
            section.raw(bytes, segment.payload().from(), segment.payload().to());
        }
        if (!exported.isEmpty()) {
            section.u8(3).u8(0).u32(exported.size());
            exported.forEach(e -> section.u32(e.index()));
        }
        out.section(9, section);
    }

    private WasmWriter code(Set<Integer> interpreted) {
        WasmWriter out = new WasmWriter(layout.bodies.size() * 4).u32(layout.bodies.size());
        for (int i = 0; i < layout.bodies.size(); i++) {
            if (interpreted.contains(layout.importedFunctions + i)) {
                ModuleLayout.Span body = layout.bodies.get(i);
                out.u32(body.length()).raw(bytes, body.from(), body.to());
            } else {
                out.u32(STUB.length).raw(STUB);
            }
        }
        return out;
    }

    private WasmWriter data() {
        WasmWriter out = new WasmWriter(256).u32(layout.data.size());
        for (ModuleLayout.Data segment : layout.data) {
            if (segment.offset() != null) {
                out.u8(1).u8(0);
            } else {
                out.u8(1).u32(segment.bytes().length());
                out.raw(bytes, segment.bytes().from(), segment.bytes().to());
            }
        }
        return out;
    }
}
