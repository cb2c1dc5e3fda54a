package org.latticehost.endive;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreValueType;

/**
 * Reads the declarations of a module: all but the instructions, which Endive reads and validates. Counts are checked
 * against the bytes that are there before anything is allocated, here or by Endive.
 */
final class ModuleParser {
    private static final int MAX_LOCALS = 50_000;
    private static final int MAX_TYPES = 100_000;
    private static final int MAX_PARAMS = 1_000;
    /** Rank of each section number in the order the format demands. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final WasmReader in;
    private final ModuleLayout layout = new ModuleLayout();

    private ModuleParser(byte[] bytes) {
        this.in = new WasmReader(bytes);
    }

    static ModuleLayout parse(byte[] bytes) {
        return new ModuleParser(bytes).parse();
    }

    private ModuleLayout parse() {
        for (byte expected : WasmWriter.HEADER) {
            if (in.u8() != expected) {
                throw in.malformed("no core module of version 1");
            }
        }
        int last = 0;
        while (in.hasMore()) {
            int id = in.u8();
            if (id >= ORDER.length) {
                throw in.malformed("malformed section id " + id);
            }
            int outer = in.enter(in.u31());
            if (id == 0) {
                custom();
            } else {
                if (ORDER[id] <= last) {
                    throw in.malformed("unexpected content after last section: section " + id);
                }
                last = ORDER[id];
                layout.sections.put(id, new ModuleLayout.Span(in.position(), in.limit()));
                section(id);
            }
            in.leave(outer);
        }
        LayoutCheck.check(layout);
        return layout;
    }

    private void section(int id) {
        switch (id) {
            case 1 -> types();
            case 2 -> imports();
            case 3 -> functions();
            case 4 -> tables();
            case 5 -> memories();
            case 6 -> globals();
            case 7 -> exports();
            case 8 -> layout.start = in.u31();
            case 9 -> elements();
            case 10 -> code();
            case 11 -> data();
            case 12 -> in.u31();
            default -> tags();
        }
    }

    private void custom() {
        if (in.name().equals("name")) {
            layout.names = new ModuleLayout.Span(in.position(), in.limit());
        }
        in.skip(in.limit() - in.position());
    }

    private void types() {
        int count = in.count("types");
        if (count > MAX_TYPES) {
            throw in.malformed("too many types: " + count);
        }
        for (int i = 0; i < count; i++) {
            int form = in.u8();
            if (form != 0x60) {
                if (form == 0x4e || form == 0x4f || form == 0x50 || form == 0x5e || form == 0x5f) {
                    throw WasmReader.unsupported("garbage-collected types");
                }
                throw in.malformed("malformed type form 0x" + Integer.toHexString(form));
            }
            layout.types.add(new CoreFuncType(valueTypes(), valueTypes()));
        }
    }

    private List<CoreValueType> valueTypes() {
        int count = in.count("value types");
        if (count > MAX_PARAMS) {
            throw in.malformed("too many parameters or results: " + count);
        }
        List<CoreValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(valueType());
        }
        return types;
    }

    private CoreValueType valueType() {
        int code = in.u8();
        return switch (code) {
            case 0x7f -> CoreValueType.I32;
            case 0x7e -> CoreValueType.I64;
            case 0x7d -> CoreValueType.F32;
            case 0x7c -> CoreValueType.F64;
            case 0x7b -> throw WasmReader.unsupported("SIMD");
            case 0x70 -> CoreValueType.FUNCREF;
            case 0x6f -> CoreValueType.EXTERNREF;
            case 0x63, 0x64 -> throw WasmReader.unsupported("typed function references");
            default -> throw in.malformed("malformed value type 0x" + Integer.toHexString(code));
        };
    }

    private void imports() {
        int count = in.count("imports");
        for (int i = 0; i < count; i++) {
            in.name();
            in.name();
            CoreExternKind kind = kind();
            int from = in.position();
            int index = switch (kind) {
                case FUNC -> importFunction();
                case TABLE -> {
                    layout.importedTables++;
                    yield add(layout.tables, table());
                }
                case MEMORY -> {
                    layout.importedMemories++;
                    yield add(layout.memories, memory());
                }
                case GLOBAL -> {
                    layout.importedGlobals++;
                    yield add(layout.globals, global());
                }
                case TAG -> tag();
            };
            layout.imports.add(new ModuleLayout.Import(kind, index, new ModuleLayout.Span(from, in.position())));
        }
    }

    private int importFunction() {
        layout.importedFunctions++;
        int function = add(layout.functions, typeIndex());
        LayoutCheck.refuseReferences("an imported function", layout.functionType(function));
        return function;
    }

    private static <T> int add(List<T> list, T element) {
        list.add(element);
        return list.size() - 1;
    }

    private CoreExternKind kind() {
        int code = in.u8();
        return switch (code) {
            case 0 -> CoreExternKind.FUNC;
            case 1 -> CoreExternKind.TABLE;
            case 2 -> CoreExternKind.MEMORY;
            case 3 -> CoreExternKind.GLOBAL;
            case 4 -> CoreExternKind.TAG;
            default -> throw in.malformed("malformed import or export kind " + code);
        };
    }

    private int typeIndex() {
        int index = in.u31();
        if (index >= layout.types.size()) {
            throw in.malformed("unknown type " + index);
        }
        return index;
    }

    private int tag() {
        if (in.u8() != 0) {
            throw in.malformed("malformed tag attribute");
        }
        return add(layout.tags, typeIndex());
    }

    private CoreExternType.Table table() {
        CoreValueType element = valueType();
        if (element != CoreValueType.FUNCREF && element != CoreValueType.EXTERNREF) {
            throw in.malformed("malformed reference type");
        }
        int flags = in.u8();
        if (flags > 1) {
            throw WasmReader.unsupported("shared or 64-bit tables");
        }
        return new CoreExternType.Table(element, limits(flags));
    }

    private CoreLimits limits(int flags) {
        long min = in.u32();
        OptionalLong max = (flags & 1) == 0 ? OptionalLong.empty() : OptionalLong.of(in.u32());
        if (max.isPresent() && max.getAsLong() < min) {
            throw in.malformed("size minimum must not be greater than maximum");
        }
        return new CoreLimits(min, max);
    }

    private CoreExternType.Memory memory() {
        int flags = in.u8();
        if ((flags & 4) != 0) {
            throw WasmReader.unsupported("memory64");
        }
        if ((flags & 2) != 0) {
            throw WasmReader.unsupported("shared memory (threads)");
        }
        if (flags > 1) {
            throw WasmReader.unsupported("custom page sizes");
        }
        CoreLimits limits = limits(flags);
        if (limits.min() > 65_536 || limits.max().orElse(0) > 65_536) {
            throw in.malformed("memory size must be at most 65536 pages (4GiB)");
        }
        return new CoreExternType.Memory(limits, false, false);
    }

    private CoreExternType.Global global() {
        CoreValueType type = valueType();
        int mutable = in.u8();
        if (mutable > 1) {
            throw in.malformed("malformed mutability");
        }
        return new CoreExternType.Global(type, mutable == 1);
    }

    private void functions() {
        int count = in.count("functions");
        for (int i = 0; i < count; i++) {
            layout.functions.add(typeIndex());
        }
    }

    private void tables() {
        int count = in.count("tables");
        for (int i = 0; i < count; i++) {
            if (in.peek() == 0x40) {
                throw WasmReader.unsupported("tables with initial values");
            }
            layout.tables.add(table());
        }
    }

    private void memories() {
        int count = in.count("memories");
        for (int i = 0; i < count; i++) {
            layout.memories.add(memory());
        }
    }

    private void tags() {
        int count = in.count("tags");
        for (int i = 0; i < count; i++) {
            tag();
        }
    }

    private void globals() {
        int count = in.count("globals");
        for (int i = 0; i < count; i++) {
            layout.globals.add(global());
            ConstExpr.read(in);
        }
    }

    private void exports() {
        int count = in.count("exports");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = in.name();
            if (!names.add(name)) {
                throw in.malformed("duplicate export name");
            }
            layout.exports.add(new ModuleLayout.Export(name, kind(), in.u31()));
        }
    }

    private void elements() {
        int count = in.count("element segments");
        for (int i = 0; i < count; i++) {
            int flags = in.u31();
            if (flags > 7) {
                throw in.malformed("malformed element segment kind " + flags);
            }
            boolean active = (flags & 1) == 0;
            int table = active && (flags & 2) != 0 ? in.u31() : 0;
            ConstExpr offset = active ? ConstExpr.read(in) : null;
            layout.elements.add(items(flags, table, offset));
        }
    }

    private ModuleLayout.Elements items(int flags, int table, @Nullable ConstExpr offset) {
        boolean expressions = (flags & 4) != 0;
        int reference = 0x70;
        if ((flags & 3) != 0) {
            int code = in.u8();
            if (expressions) {
                reference = code;
            } else if (code != 0) {
                throw in.malformed("malformed element kind " + code);
            }
        }
        if (reference != 0x70 && reference != 0x6f) {
            throw WasmReader.unsupported("typed function references");
        }
        int from = in.position();
        int count = in.count("elements");
        List<ConstExpr> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(expressions ? ConstExpr.read(in) : new ConstExpr(new int[] {0xd2}, new long[] {in.u31()}));
        }
        var payload = new ModuleLayout.Span(from, in.position());
        return new ModuleLayout.Elements(flags, table, offset, reference, items, payload);
    }

    private void code() {
        int count = in.count("function bodies");
        for (int i = 0; i < count; i++) {
            int outer = in.enter(in.u31());
            int from = in.position();
            int groups = in.count("groups of locals");
            long locals = 0;
            for (int g = 0; g < groups; g++) {
                locals += in.u32();
                valueType();
                if (locals > MAX_LOCALS) {
                    throw in.malformed("too many locals: " + locals);
                }
            }
            in.skip(in.limit() - in.position());
            layout.bodies.add(new ModuleLayout.Span(from, in.position()));
            in.leave(outer);
        }
    }

    private void data() {
        int count = in.count("data segments");
        for (int i = 0; i < count; i++) {
            int flags = in.u31();
            if (flags > 2) {
                throw in.malformed("malformed data segment kind " + flags);
            }
            int memory = flags == 2 ? in.u31() : 0;
            ConstExpr offset = flags == 1 ? null : ConstExpr.read(in);
            int size = in.u31();
            int from = in.position();
            in.skip(size);
            layout.data.add(new ModuleLayout.Data(memory, offset, new ModuleLayout.Span(from, from + size)));
        }
    }
}
