package org.latticehost.endive;

import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/** Whether the declarations of a module fit together: what the host does in place of Endive, Endive does not check. */
final class LayoutCheck {
    private final ModuleLayout layout;

    private LayoutCheck(ModuleLayout layout) {
        this.layout = layout;
    }

    static void check(ModuleLayout layout) {
        new LayoutCheck(layout).check();
    }

    private void check() {
        int defined = layout.functions.size() - layout.importedFunctions;
        if (defined != layout.bodies.size()) {
            throw WasmReader.invalid("function and code section have inconsistent lengths");
        }
        if (layout.start >= 0) {
            if (layout.start >= layout.functions.size()) {
                throw WasmReader.invalid("unknown start function " + layout.start);
            }
            CoreFuncType type = layout.functionType(layout.start);
            if (!type.params().isEmpty() || !type.results().isEmpty()) {
                throw WasmReader.invalid("start function must take and return nothing");
            }
        }
        layout.exports.forEach(this::check);
        layout.elements.forEach(this::check);
        layout.data.forEach(this::check);
        for (int i = 0; i < layout.importedGlobals; i++) {
            refuseReference("an imported global", layout.globals.get(i).type());
        }
    }

    private void check(ModuleLayout.Export export) {
        int size = switch (export.kind()) {
            case FUNC -> layout.functions.size();
            case TABLE -> layout.tables.size();
            case MEMORY -> layout.memories.size();
            case GLOBAL -> layout.globals.size();
            case TAG -> layout.tags.size();
        };
        if (export.index() >= size) {
            throw WasmReader.invalid("export of unknown " + export.kind() + " " + export.index());
        }
        if (export.kind() == CoreExternKind.FUNC) {
            refuseReferences("an exported function", layout.functionType(export.index()));
        } else if (export.kind() == CoreExternKind.GLOBAL) {
            refuseReference(
                    "an exported global", layout.globals.get(export.index()).type());
        }
    }

    private void check(ModuleLayout.Elements segment) {
        CoreValueType element = segment.referenceType() == 0x70 ? CoreValueType.FUNCREF : CoreValueType.EXTERNREF;
        for (ConstExpr item : segment.items()) {
            if (item.opcodes().length != 1 || item.typeCheck(layout.globals, layout.functions.size()) != element) {
                throw WasmReader.invalid("type mismatch in an element segment");
            }
        }
        if (segment.offset() != null) {
            if (segment.table() >= layout.tables.size()) {
                throw WasmReader.invalid("unknown table " + segment.table());
            }
            if (layout.tables.get(segment.table()).element() != element) {
                throw WasmReader.invalid("type mismatch between element segment and table");
            }
            checkOffset(segment.offset());
        }
    }

    private void check(ModuleLayout.Data segment) {
        if (segment.offset() != null) {
            if (segment.memory() >= layout.memories.size()) {
                throw WasmReader.invalid("unknown memory " + segment.memory());
            }
            checkOffset(segment.offset());
        }
    }

    private void checkOffset(ConstExpr offset) {
        if (offset.typeCheck(layout.globals, layout.functions.size()) != CoreValueType.I32) {
            throw WasmReader.invalid("type mismatch in the offset of a segment");
        }
    }

    /** A reference is a number that only its own instance understands; it must not get out. */
    static void refuseReferences(String what, CoreFuncType type) {
        type.params().forEach(t -> refuseReference(what, t));
        type.results().forEach(t -> refuseReference(what, t));
    }

    private static void refuseReference(String what, CoreValueType type) {
        if (type == CoreValueType.FUNCREF || type == CoreValueType.EXTERNREF) {
            throw WasmReader.unsupported("references (" + type + ") in the type of " + what);
        }
    }
}
