package org.latticehost.component.internal.abi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads strings out of guest memory. Malformed text traps. */
final class StringReader {
    private static final char REPLACEMENT = '\uFFFD';

    private StringReader() {}

    static String read(CallContext cx, int pointer, int taggedUnits) {
        StringRange range = StringRange.check(cx, pointer, taggedUnits);
        return range.bytes() == 0 ? "" : decode(bytes(cx, range), range.units());
    }

    static byte[] bytes(CallContext cx, StringRange range) {
        byte[] bytes = new byte[range.bytes()];
        cx.memory().get(range.pointer(), bytes, 0, bytes.length);
        return bytes;
    }

    static String decode(byte[] bytes, StringRange.Units units) {
        return switch (units) {
            case UTF8 -> decodeStrictly(bytes, StandardCharsets.UTF_8);
            case UTF16 -> decodeStrictly(bytes, StandardCharsets.UTF_16LE);
            case LATIN1 -> new String(bytes, StandardCharsets.ISO_8859_1);
        };
    }

    /**
     * The constructor of String is many times faster than a decoder and puts a replacement character where text is
     * malformed. Only when there is one the strict decoder must tell whether it was in the text.
     */
    private static String decodeStrictly(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Traps.broken(
                    charset.equals(StandardCharsets.UTF_8)
                            ? "invalid utf-8 (incomplete utf-8 byte sequence or bad byte): " + e.getMessage()
                            : "invalid utf-16: " + e.getMessage());
        }
    }
}
