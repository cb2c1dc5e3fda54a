package org.latticehost.wasmtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreLimits;
import org.latticehost.component.spi.CoreValueType;

/** Reads the declarations of a module that linking needs; all the rest is read and validated by Wasmtime. */
final class ModuleParser {
    private static final int MAX_TYPES = 100_000;
    private static final int MAX_PARAMS = 1_000;
    private static final int MAX_PAGES = 65_536;
    /** Rank of each section number in the order the format demands. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private static final int TAGS = 13;

    private final WasmReader in;
    private final ModuleLayout layout = new ModuleLayout();

    private ModuleParser(byte[] bytes) {
        this.in = new WasmReader(bytes);
    }

    static ModuleLayout parse(byte[] bytes) {
        return new ModuleParser(bytes).parse();
    }

    private ModuleLayout parse() {
        for (byte expected : Bytes.HEADER) {
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
                in.name();
                in.skipRest();
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
        checkIndexes();
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
            case 10 -> CodeScan.run(in, layout);
            case 11 -> data();
            case TAGS -> throw WasmReader.unsupported("exception handling");
            default -> in.skipRest();
        }
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
        return valueType(in);
    }

    private static CoreValueType valueType(WasmReader in) {
        int code = in.u8();
        return switch (code) {
            case 0x7f -> CoreValueType.I32;
            case 0x7e -> CoreValueType.I64;
            case 0x7d -> CoreValueType.F32;
            case 0x7c -> CoreValueType.F64;
            case 0x7b -> CoreValueType.V128;
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
                case FUNC -> {
                    layout.importedFunctions++;
                    yield add(layout.functions, typeIndex());
                }
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
                case TAG -> throw WasmReader.unsupported("exception handling");
            };
            layout.imports.add(new ModuleLayout.Import(kind, index, new ModuleLayout.Span(from, in.position())));
        }
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
        if (limits.min() > MAX_PAGES || limits.max().orElse(0) > MAX_PAGES) {
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
            layout.tables.add(table());
        }
    }

    private void memories() {
        int count = in.count("memories");
        for (int i = 0; i < count; i++) {
            layout.memories.add(memory());
        }
    }

    private void globals() {
        int count = in.count("globals");
        for (int i = 0; i < count; i++) {
            layout.globals.add(global());
            if (constantExpression()) {
                layout.computedGlobals.add(layout.globals.size() - 1);
            }
        }
    }

    private boolean constantExpression() {
        return constantExpression(in);
    }

    /** Skips a constant expression and tells whether it has arithmetic. */
    static boolean constantExpression(WasmReader in) {
        boolean computed = false;
        for (int opcode = in.u8(); opcode != Shims.END; opcode = in.u8()) {
            computed |= constantOperand(in, opcode);
        }
        return computed;
    }

    /** Skips the rest of a constant instruction and tells whether it is arithmetic. */
    static boolean constantOperand(WasmReader in, int opcode) {
        switch (opcode) {
            case 0x41, 0x42 -> in.skipSigned();
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0x23, 0xd2 -> in.u31();
            case 0xd0 -> valueType(in);
            case 0xfd -> {
                in.u31();
                in.skip(16);
            }
            case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
                return true;
            }
            default -> throw in.malformed("constant expression required, found 0x" + Integer.toHexString(opcode));
        }
        return false;
    }

    private void elements() {
        int count = in.count("element segments");
        for (int i = 0; i < count; i++) {
            int flags = in.u31();
            if (flags > 7) {
                throw in.malformed("malformed element segment kind " + flags);
            }
            if ((flags & 1) == 0) {
                if ((flags & 2) != 0) {
                    in.u31();
                }
                layout.computedElements |= constantExpression();
            }
            if ((flags & 3) != 0) {
                in.u8();
            }
            for (int items = in.count("elements"); items > 0; items--) {
                if ((flags & 4) != 0) {
                    if (constantExpression()) {
                        throw in.malformed("type mismatch: an element that is a number");
                    }
                } else {
                    in.u31();
                }
            }
        }
    }

    private void data() {
        int count = in.count("data segments");
        for (int i = 0; i < count; i++) {
            int flags = in.u31();
            if (flags > 2) {
                throw in.malformed("malformed data segment kind " + flags);
            }
            if (flags == 2) {
                in.u31();
            }
            if (flags != 1) {
                layout.computedData |= constantExpression();
            }
            in.skip(in.u31());
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

    private void checkIndexes() {
        if (layout.memories.size() > 1) {
            throw WasmReader.unsupported("more than one memory in a module");
        }
        if (layout.start >= layout.functions.size()) {
            throw in.malformed("unknown start function " + layout.start);
        }
        if (layout.start >= 0) {
            CoreFuncType type = layout.functionType(layout.start);
            if (!type.params().isEmpty() || !type.results().isEmpty()) {
                throw in.malformed("start function must take and return nothing");
            }
        }
        for (ModuleLayout.Export export : layout.exports) {
            int size = switch (export.kind()) {
                case FUNC -> layout.functions.size();
                case TABLE -> layout.tables.size();
                case MEMORY -> layout.memories.size();
                case GLOBAL -> layout.globals.size();
                case TAG -> 0;
            };
            if (export.index() >= size) {
                throw in.malformed("export of unknown " + export.kind() + " " + export.index());
            }
        }
    }
}
