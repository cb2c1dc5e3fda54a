package org.latticehost.endive;

import java.io.ByteArrayOutputStream;

/** Writes the primitives of the binary format. */
final class WasmWriter extends ByteArrayOutputStream {
    static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    WasmWriter(int size) {
        super(size);
    }

    WasmWriter u8(int value) {
        write(value);
        return this;
    }

    WasmWriter u32(long value) {
        long rest = value;
        while (rest >= 0x80) {
            write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        write((int) rest);
        return this;
    }

    WasmWriter name(String ascii) {
        u32(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            write(ascii.charAt(i));
        }
        return this;
    }

    WasmWriter raw(byte[] bytes, int from, int to) {
        write(bytes, from, to - from);
        return this;
    }

    WasmWriter raw(byte[] bytes) {
        return raw(bytes, 0, bytes.length);
    }

    WasmWriter section(int id, WasmWriter body) {
        u8(id).u32(body.size());
        return raw(body.buf, 0, body.count);
    }
}
