package org.latticehost.wrpc.internal.codec;

/** The widths of LEB128 integers. */
enum Leb128 {
    BITS16(3, 2),
    BITS32(5, 4),
    BITS64(10, 1);

    /** Most bytes of a value. */
    final int maxBytes;
    /** The bits of the last of these that belong to the type. */
    final int lastMask;
    /** Of these, the one that is the sign. */
    final int lastSign;

    Leb128(int maxBytes, int lastBits) {
        this.maxBytes = maxBytes;
        this.lastMask = (1 << lastBits) - 1;
        this.lastSign = 1 << (lastBits - 1);
    }
}
