package org.latticehost.wasmtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;

/** Writes the primitives of the binary format. */
final class Bytes extends ByteArrayOutputStream {
    static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    static final int FUNC = 0;
    static final int TABLE = 1;
    static final int MEMORY = 2;
    static final int GLOBAL = 3;
    private static final int I32_CONST = 0x41;
    private static final int I64_CONST = 0x42;

    Bytes u8(int... values) {
        for (int value : values) {
            write(value);
        }
        return this;
    }

    Bytes u32(long value) {
        long rest = value;
        while (rest >= 0x80) {
            write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        write((int) rest);
        return this;
    }

    /** An {@code i32.const}. */
    Bytes constant(int value) {
        return constant(CoreValueType.I32, value);
    }

    /** A constant of an integer type. */
    Bytes constant(CoreValueType type, long value) {
        u8(type == CoreValueType.I64 ? I64_CONST : I32_CONST);
        long rest = type == CoreValueType.I64 ? value : (int) value;
        while (rest < -0x40 || rest >= 0x40) {
            write((int) ((rest & 0x7f) | 0x80));
            rest >>= 7;
        }
        return u8((int) rest & 0x7f);
    }

    Bytes name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8, 0, utf8.length);
    }

    Bytes raw(byte[] bytes, int from, int to) {
        write(bytes, from, to - from);
        return this;
    }

    Bytes raw(Bytes other) {
        return raw(other.buf, 0, other.count);
    }

    /** A section, or the body of a function: its size and its content. */
    Bytes sized(Bytes body) {
        return u32(body.count).raw(body);
    }

    Bytes section(int id, int count, Bytes items) {
        if (count == 0) {
            return this;
        }
        Bytes body = new Bytes();
        body.u32(count).raw(items);
        return u8(id).sized(body);
    }

    Bytes export(String name, int kind, int index) {
        return name(name).u8(kind).u32(index);
    }

    Bytes type(CoreFuncType type) {
        u8(0x60).u32(type.params().size());
        type.params().forEach(t -> u8(code(t)));
        u32(type.results().size());
        type.results().forEach(t -> u8(code(t)));
        return this;
    }

    static int code(CoreExternKind kind) {
        return switch (kind) {
            case FUNC -> FUNC;
            case TABLE -> TABLE;
            case MEMORY -> MEMORY;
            case GLOBAL -> GLOBAL;
            case TAG -> 4;
        };
    }

    static int code(CoreValueType type) {
        return switch (type) {
            case I32 -> 0x7f;
            case I64 -> 0x7e;
            case F32 -> 0x7d;
            case F64 -> 0x7c;
            case V128 -> 0x7b;
            case FUNCREF -> 0x70;
            case EXTERNREF -> 0x6f;
        };
    }
}
