package org.latticehost.component.internal.validate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes component binaries by hand. */
final class BinaryText {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** The preamble of a component. */
    static BinaryText component() {
        return new BinaryText().bytes(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
    }

    BinaryText bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    BinaryText u32(long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    BinaryText name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        u32(utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    /** The name of an import or export. */
    BinaryText externName(String name) {
        return bytes(0).name(name);
    }

    BinaryText add(BinaryText other) {
        out.writeBytes(other.toBytes());
        return this;
    }

    /** A section with that content. */
    BinaryText section(int id, BinaryText content) {
        byte[] bytes = content.toBytes();
        bytes(id).u32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
