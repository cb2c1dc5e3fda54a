package org.latticehost.component.internal.abi;

import java.nio.charset.StandardCharsets;
import org.latticehost.component.internal.model.StringEncoding;

/**
 * Copies strings between guests. Guests can observe the calls of their realloc function, so each pair of encodings makes
 * those that the specification prescribes (Canonical ABI, "Storing", {@code store_string_into_range}). Answers pointer
 * and units as {@link StringWriter} does.
 */
final class StringTransfer {
    private StringTransfer() {}

    static long copy(CallContext from, int pointer, int taggedUnits, CallContext to) {
        StringRange range = StringRange.check(from, pointer, taggedUnits);
        byte[] source = StringReader.bytes(from, range);
        String text = StringReader.decode(source, range.units());
        int count = range.count();
        return switch (to.encoding()) {
            case UTF8 ->
                switch (range.units()) {
                    case UTF8 -> same(to, source, 1, count);
                    case UTF16 -> toUtf8(to, text, count, count * 3);
                    case LATIN1 -> toUtf8(to, text, count, count * 2);
                };
            case UTF16 ->
                switch (range.units()) {
                    case UTF8 -> utf8ToUtf16(to, text, count);
                    case UTF16 -> same(to, source, 2, count);
                    case LATIN1 -> same(to, text.getBytes(StandardCharsets.UTF_16LE), 2, count);
                };
            case LATIN1_UTF16 -> {
                if (from.encoding() != StringEncoding.LATIN1_UTF16) {
                    yield toLatin1OrUtf16(to, text, count);
                }
                yield range.units() == StringRange.Units.LATIN1
                        ? same(to, source, 2, count)
                        : probablyUtf16(to, text, source);
            }
        };
    }

    private static long same(CallContext to, byte[] bytes, int alignment, int count) {
        int pointer = to.allocate(alignment, bytes.length);
        put(to, pointer, bytes, 0, bytes.length);
        return StringWriter.pack(pointer, count);
    }

    /** Hopes for ASCII, then for the worst, then gives back what was too much. */
    private static long toUtf8(CallContext to, String text, int count, int worst) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int pointer = to.allocate(1, count);
        int ascii = 0;
        while (ascii < text.length() && text.charAt(ascii) < 0x80) {
            ascii++;
        }
        put(to, pointer, bytes, 0, ascii);
        if (ascii < text.length()) {
            pointer = to.reallocate(pointer, count, 1, worst);
            put(to, pointer, bytes, ascii, bytes.length);
            if (worst > bytes.length) {
                pointer = to.reallocate(pointer, worst, 1, bytes.length);
            }
        }
        return StringWriter.pack(pointer, bytes.length);
    }

    private static long utf8ToUtf16(CallContext to, String text, int count) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        int worst = 2 * count;
        int pointer = to.allocate(2, worst);
        put(to, pointer, bytes, 0, bytes.length);
        if (bytes.length < worst) {
            pointer = to.reallocate(pointer, worst, 2, bytes.length);
        }
        return StringWriter.pack(pointer, bytes.length / 2);
    }

    private static long toLatin1OrUtf16(CallContext to, String text, int count) {
        int narrow = 0;
        while (narrow < text.length() && text.charAt(narrow) <= 0xff) {
            narrow++;
        }
        int pointer = to.allocate(2, count);
        put(to, pointer, text.substring(0, narrow).getBytes(StandardCharsets.ISO_8859_1), 0, narrow);
        if (narrow == text.length()) {
            if (narrow < count) {
                pointer = to.reallocate(pointer, count, 2, narrow);
            }
            return StringWriter.pack(pointer, narrow);
        }
        int worst = 2 * count;
        pointer = to.reallocate(pointer, count, 2, worst);
        inflate(to, pointer, narrow);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        put(to, pointer, bytes, 2 * narrow, bytes.length);
        if (worst > bytes.length) {
            pointer = to.reallocate(pointer, worst, 2, bytes.length);
        }
        return StringWriter.pack(pointer, text.length() | StringRange.UTF16_TAG);
    }

    /** Widens what the guest's realloc has kept of the narrow part. */
    private static void inflate(CallContext to, int pointer, int count) {
        byte[] narrow = new byte[count];
        to.memory().get(pointer, narrow, 0, count);
        byte[] wide = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            wide[2 * i] = narrow[i];
        }
        put(to, pointer, wide, 0, wide.length);
    }

    private static long probablyUtf16(CallContext to, String text, byte[] source) {
        int pointer = to.allocate(2, source.length);
        put(to, pointer, source, 0, source.length);
        if (!StringWriter.isLatin1(text)) {
            return StringWriter.pack(pointer, text.length() | StringRange.UTF16_TAG);
        }
        byte[] narrow = text.getBytes(StandardCharsets.ISO_8859_1);
        put(to, pointer, narrow, 0, narrow.length);
        pointer = to.reallocate(pointer, source.length, 1, narrow.length);
        return StringWriter.pack(pointer, narrow.length);
    }

    private static void put(CallContext to, int pointer, byte[] bytes, int start, int end) {
        to.memory().put(pointer + start, bytes, start, end - start);
    }
}
