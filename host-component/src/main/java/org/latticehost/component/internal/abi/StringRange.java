package org.latticehost.component.internal.abi;

import org.latticehost.component.internal.model.StringEncoding;

/** Where a string lies in guest memory, checked: in bounds, aligned, not too long. */
record StringRange(int pointer, int bytes, Units units) {

    /** Set in a length of {@code latin1+utf16} when the rest counts UTF-16 units. */
    static final int UTF16_TAG = 1 << 31;

    /** What the code units are in this string. */
    enum Units {
        UTF8,
        UTF16,
        LATIN1
    }

    static StringRange check(CallContext cx, int pointer, int taggedUnits) {
        Units units = units(cx.encoding(), taggedUnits);
        long count = CallContext.unsigned(
                cx.encoding() == StringEncoding.LATIN1_UTF16 ? taggedUnits & ~UTF16_TAG : taggedUnits);
        long bytes = units == Units.UTF16 ? 2 * count : count;
        if (bytes > Layout.MAX_BYTES) {
            throw Traps.broken("string too long: " + bytes + " bytes");
        }
        if (cx.encoding() != StringEncoding.UTF8) {
            Traps.checkAligned(pointer, 2);
        }
        if (CallContext.unsigned(pointer) + bytes > cx.memory().byteSize()) {
            throw Traps.broken("string pointer/length out of bounds of memory (string content out-of-bounds): " + bytes
                    + " bytes at 0x" + Integer.toHexString(pointer));
        }
        cx.charge(bytes, 1);
        return new StringRange(pointer, (int) bytes, units);
    }

    private static Units units(StringEncoding encoding, int taggedUnits) {
        return switch (encoding) {
            case UTF8 -> Units.UTF8;
            case UTF16 -> Units.UTF16;
            case LATIN1_UTF16 -> (taggedUnits & UTF16_TAG) != 0 ? Units.UTF16 : Units.LATIN1;
        };
    }

    int count() {
        return units == Units.UTF16 ? bytes / 2 : bytes;
    }
}
