package org.latticehost.component.internal.binary;

import org.latticehost.host.error.ComponentLoadException;

/** What a binary claims to be, by its first eight bytes. */
public enum BinaryKind {
    /** A component of the current format. */
    COMPONENT,
    /** A core module; it may become a component through an adapter. */
    CORE_MODULE;

    private static final int CURRENT = 0x0d;

    /**
     * Looks at the preamble.
     *
     * @throws ComponentLoadException if the bytes are no WebAssembly, or of a version that is neither; the message names
     *     the version
     */
    public static BinaryKind of(byte[] bytes) {
        return of(new ByteReader(bytes));
    }

    static BinaryKind of(ByteReader in) {
        int start = in.offset();
        if (in.remaining() < 8) {
            throw ByteReader.malformed("not a WebAssembly binary: it has " + in.remaining() + " bytes", start);
        }
        if (in.u8() != 0 || in.u8() != 'a' || in.u8() != 's' || in.u8() != 'm') {
            throw ByteReader.malformed(
                    "not a WebAssembly binary: it does not begin with \\0asm; give the .wasm file of a component",
                    start);
        }
        int version = in.u8() | in.u8() << 8;
        int layer = in.u8() | in.u8() << 8;
        if (layer == 0 && version == 1) {
            return CORE_MODULE;
        }
        if (layer != 1) {
            throw ByteReader.malformed(
                    "unknown binary version 0x" + Integer.toHexString(version) + ", layer " + layer, start + 4L);
        }
        if (version != CURRENT) {
            throw ByteReader.malformed(
                    "component of the draft version 0x" + Integer.toHexString(version) + "; only 0x0d can be read",
                    start + 4L);
        }
        return COMPONENT;
    }
}
