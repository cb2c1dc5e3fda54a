package org.latticehost.wasmtime;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreValueType;

/**
 * Takes arithmetic out of constant expressions, which position-independent modules have and Wasmtime 7 lacks. It goes
 * into a function that runs before any other of the instance: there globals, now mutable, get their values, and segments,
 * now passive, are copied to their places and dropped. Where one segment of a kind needs it all take part, and data with
 * elements, so that their order stays.
 */
final class ComputedConstants {
    /** Name under which the function is exported. */
    static final String INITIALISER = "I";

    private static final int TYPES = 1;
    private static final int FUNCTIONS = 3;
    private static final int GLOBALS = 6;
    private static final int ELEMENTS = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;

    private static final int GLOBAL_GET = 0x23;
    private static final int GLOBAL_SET = 0x24;
    private static final int BULK = 0xfc;
    private static final int MEMORY_INIT = 8;
    private static final int DATA_DROP = 9;
    private static final int TABLE_INIT = 12;
    private static final int ELEM_DROP = 13;

    private final byte[] bytes;
    private final ModuleLayout layout;
    private final Bytes body = new Bytes().u32(0);
    private final @Nullable Bytes globals;
    private final @Nullable Bytes elements;
    private final @Nullable Bytes data;
    private int dataSegments;

    ComputedConstants(byte[] bytes, ModuleLayout layout) {
        this.bytes = bytes;
        this.layout = layout;
        globals = layout.computedGlobals.isEmpty() ? null : globals();
        elements = layout.computedElements ? elements() : null;
        data = layout.sections.containsKey(DATA) && (layout.computedElements || layout.computedData) ? data() : null;
        body.u8(Shims.END);
    }

    /** Index of the function. */
    int function() {
        return layout.functions.size();
    }

    /** Writes a section as it is now; false if it is as it was. */
    boolean write(Bytes out, int id) {
        Bytes changed = switch (id) {
            case TYPES -> appended(id, new Bytes().type(Shims.PLAIN));
            case FUNCTIONS -> appended(id, new Bytes().u32(layout.types.size()));
            case GLOBALS -> globals;
            case ELEMENTS -> elements;
            case CODE -> appended(id, new Bytes().sized(body));
            case DATA -> data;
            case DATA_COUNT -> data == null ? null : new Bytes().u32(dataSegments);
            default -> null;
        };
        if (changed == null) {
            return false;
        }
        out.u8(id).sized(changed);
        return true;
    }

    private WasmReader reader(int id) {
        ModuleLayout.Span span = layout.sections.get(id);
        return span == null ? new WasmReader(new byte[1]) : new WasmReader(bytes, span.from(), span.to());
    }

    /** The content of a section with one item more. */
    private Bytes appended(int id, Bytes item) {
        WasmReader in = reader(id);
        Bytes section = new Bytes().u32(in.u31() + 1L);
        int from = in.position();
        return (layout.sections.containsKey(id) ? section.raw(bytes, from, in.limit()) : section).raw(item);
    }

    private Bytes globals() {
        WasmReader in = reader(GLOBALS);
        int count = in.u31();
        Bytes out = new Bytes().u32(count);
        for (int i = layout.importedGlobals; i < layout.importedGlobals + count; i++) {
            int from = in.position();
            in.skip(2);
            ModuleLayout.Span value = expression(in);
            if (!layout.computedGlobals.contains(i)) {
                out.raw(bytes, from, in.position());
                continue;
            }
            CoreExternType.Global type = layout.globals.get(i);
            if (type.type() != CoreValueType.I32 && type.type() != CoreValueType.I64) {
                throw in.malformed("type mismatch: a global of type " + type.type() + " computed from integers");
            }
            out.u8(Bytes.code(type.type()), 1);
            out.constant(type.type(), 0).u8(Shims.END);
            moved(in, value).u8(GLOBAL_SET).u32(i);
        }
        return out;
    }

    private Bytes elements() {
        WasmReader in = reader(ELEMENTS);
        int count = in.u31();
        Bytes out = new Bytes().u32(count);
        for (int i = 0; i < count; i++) {
            int from = in.position();
            int flags = in.u31();
            boolean active = (flags & 1) == 0;
            if (active) {
                int table = (flags & 2) == 0 ? 0 : in.u31();
                ModuleLayout.Span offset = expression(in);
                out.u8((flags & 4) | 1);
                if ((flags & 2) == 0) {
                    out.u8((flags & 4) == 0 ? 0 : Bytes.code(CoreValueType.FUNCREF));
                }
                from = in.position();
                int items = skipItems(in, flags, (flags & 2) != 0);
                moved(in, offset)
                        .constant(0)
                        .constant(items)
                        .u8(BULK, TABLE_INIT)
                        .u32(i)
                        .u32(table);
                body.u8(BULK, ELEM_DROP).u32(i);
            } else {
                skipItems(in, flags, true);
            }
            out.raw(bytes, from, in.position());
        }
        return out;
    }

    private int skipItems(WasmReader in, int flags, boolean typed) {
        if (typed) {
            in.u8();
        }
        int items = in.u31();
        for (int k = 0; k < items; k++) {
            if ((flags & 4) == 0) {
                in.u31();
            } else {
                expression(in);
            }
        }
        return items;
    }

    private Bytes data() {
        WasmReader in = reader(DATA);
        dataSegments = in.u31();
        Bytes out = new Bytes().u32(dataSegments);
        for (int i = 0; i < dataSegments; i++) {
            int flags = in.u31();
            int memory = flags == 2 ? in.u31() : 0;
            ModuleLayout.Span offset = flags == 1 ? null : expression(in);
            int from = in.position();
            int size = in.u31();
            in.skip(size);
            out.u8(1).raw(bytes, from, in.position());
            if (offset != null) {
                moved(in, offset)
                        .constant(0)
                        .constant(size)
                        .u8(BULK, MEMORY_INIT)
                        .u32(i)
                        .u32(memory);
                body.u8(BULK, DATA_DROP).u32(i);
            }
        }
        return out;
    }

    /** Reads a constant expression, which {@link ModuleParser} found well-formed. */
    private ModuleLayout.Span expression(WasmReader in) {
        int from = in.position();
        ModuleParser.constantExpression(in);
        return new ModuleLayout.Span(from, in.position() - 1);
    }

    /** Appends an expression to the function. What is constant there need not be constant here, so that is checked. */
    private Bytes moved(WasmReader at, ModuleLayout.Span expression) {
        WasmReader in = new WasmReader(bytes, expression.from(), expression.to());
        while (in.hasMore()) {
            int opcode = in.u8();
            if (opcode == GLOBAL_GET) {
                int global = in.u31();
                if (global >= layout.importedGlobals
                        || layout.globals.get(global).mutable()) {
                    throw at.malformed("constant expression required, found global.get " + global);
                }
            } else {
                ModuleParser.constantOperand(in, opcode);
            }
        }
        return body.raw(bytes, expression.from(), expression.to());
    }
}
