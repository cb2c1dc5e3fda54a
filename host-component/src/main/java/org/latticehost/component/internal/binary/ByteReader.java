package org.latticehost.component.internal.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** A window on the outermost binary; positions are offsets in it. */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private final Elements elements;
    private int at;

    /** How many elements of vectors were announced so far; shared by all windows on one binary. */
    private static final class Elements {
        private long count;
    }

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length, new Elements());
    }

    private ByteReader(byte[] bytes, int from, int end, Elements elements) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.elements = elements;
    }

    int offset() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    boolean atEnd() {
        return at >= end;
    }

    static ComponentLoadException malformed(String message, long offset) {
        return new ComponentLoadException(message, offset);
    }

    static ComponentLoadException unsupported(String message, long offset) {
        return new ComponentLoadException(ErrorCode.UNSUPPORTED_FEATURE, message, offset, null);
    }

    int u8() {
        if (at >= end) {
            throw malformed("unexpected end", at);
        }
        return bytes[at++] & 0xff;
    }

    int peek() {
        if (at >= end) {
            throw malformed("unexpected end", at);
        }
        return bytes[at] & 0xff;
    }

    /** An unsigned 32-bit LEB128, as a non-negative long. */
    long u32() {
        int start = at;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            if (shift == 28 && b > 0x0f) {
                throw malformed(b > 0x7f ? "integer representation too long" : "integer too large for 32 bits", start);
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
    }

    /** An unsigned 64-bit LEB128; values above {@link Long#MAX_VALUE} come out negative. */
    long u64() {
        int start = at;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            if (shift == 63 && b > 1) {
                throw malformed(b > 0x7f ? "integer representation too long" : "integer too large for 64 bits", start);
            }
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
    }

    /** A signed 33-bit LEB128. */
    long s33() {
        int start = at;
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7f) << shift;
            if (shift == 28) {
                int rest = b & 0x70;
                if (b > 0x7f || (rest != 0 && rest != 0x70)) {
                    throw malformed("integer representation too long", start);
                }
            }
            if (b < 0x80) {
                int used = Math.min(shift + 7, 33);
                return value << (64 - used) >> (64 - used);
            }
        }
    }

    /** An index; those beyond 2^31 exist nowhere and come out as {@link Integer#MAX_VALUE}. */
    int index() {
        return (int) Math.min(u32(), Integer.MAX_VALUE);
    }

    /**
     * The length of a vector: bounded by {@code max}, by what the remaining bytes can hold, and by what is left of the
     * elements that one binary may have.
     */
    int count(int max, String what) {
        int start = at;
        int n = uncounted(max, what);
        elements.count += n;
        if (elements.count > ReaderLimits.ELEMENTS) {
            throw malformed("too many " + what + ": the limit for all together is " + ReaderLimits.ELEMENTS, start);
        }
        return n;
    }

    /** The length of a vector whose elements leave nothing behind in memory. */
    int uncounted(int max, String what) {
        int start = at;
        long n = u32();
        if (n > max) {
            throw malformed("too many " + what + ": " + n + ", the limit is " + max, start);
        }
        if (n > remaining()) {
            throw malformed("unexpected end: " + n + " " + what + " in " + remaining() + " bytes", start);
        }
        return (int) n;
    }

    String name() {
        return name(ReaderLimits.NAME_BYTES);
    }

    String name(int max) {
        int start = at;
        long n = u32();
        if (n > remaining()) {
            throw malformed("unexpected end: a name of " + n + " bytes in " + remaining(), start);
        }
        if (n > max) {
            throw malformed("a name of " + n + " bytes, the limit is " + max, start);
        }
        int from = at;
        at += (int) n;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, (int) n))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ComponentLoadException(ErrorCode.INVALID_COMPONENT, "malformed UTF-8 in a name", from, e);
        }
    }

    /** The next {@code length} bytes as a window of their own; moves past them. */
    ByteReader window(long length, String what) {
        if (length > remaining()) {
            throw malformed("unexpected end: " + what + " of " + length + " bytes in " + remaining(), at);
        }
        ByteReader part = new ByteReader(bytes, at, at + (int) length, elements);
        at += (int) length;
        return part;
    }

    void skip(long length, String what) {
        window(length, what);
    }

    /** A copy of what remains. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    void expectEnd(String what) {
        if (at != end) {
            throw malformed((end - at) + " bytes left over at the end of " + what, at);
        }
    }

    ComponentLoadException badByte(int b, String what) {
        return malformed("invalid " + what + " 0x" + Integer.toHexString(b), at - 1);
    }
}
