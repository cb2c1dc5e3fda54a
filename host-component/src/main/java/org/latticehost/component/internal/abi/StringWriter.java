package org.latticehost.component.internal.abi;

import java.nio.charset.StandardCharsets;

/**
 * Writes Java strings into guest memory with one allocation of the exact size. Answers pointer and code units in one
 * long: the pointer in the low half, the (tagged) units in the high half.
 */
final class StringWriter {
    private StringWriter() {}

    static long write(CallContext cx, String text) {
        return switch (cx.encoding()) {
            case UTF8 -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                yield pack(allocateAndPut(cx, 1, bytes), bytes.length);
            }
            case UTF16 -> pack(allocateAndPut(cx, 2, text.getBytes(StandardCharsets.UTF_16LE)), text.length());
            case LATIN1_UTF16 ->
                isLatin1(text)
                        ? pack(allocateAndPut(cx, 2, text.getBytes(StandardCharsets.ISO_8859_1)), text.length())
                        : pack(
                                allocateAndPut(cx, 2, text.getBytes(StandardCharsets.UTF_16LE)),
                                text.length() | StringRange.UTF16_TAG);
        };
    }

    static long pack(int pointer, int taggedUnits) {
        return (pointer & 0xffff_ffffL) | (long) taggedUnits << 32;
    }

    static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }

    private static int allocateAndPut(CallContext cx, int alignment, byte[] bytes) {
        if (bytes.length > Layout.MAX_BYTES) {
            throw Traps.broken("string too long: " + bytes.length + " bytes");
        }
        int pointer = cx.allocate(alignment, bytes.length);
        cx.memory().put(pointer, bytes, 0, bytes.length);
        return pointer;
    }
}
