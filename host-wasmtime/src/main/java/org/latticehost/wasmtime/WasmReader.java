package org.latticehost.wasmtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Reads the primitives of the binary format. Every failure is typed and names the place in the module. */
final class WasmReader {
    private final byte[] bytes;
    private int position;
    private int limit;

    WasmReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a part, such as the content of a section. */
    WasmReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
    }

    int position() {
        return position;
    }

    int limit() {
        return limit;
    }

    boolean hasMore() {
        return position < limit;
    }

    /** Narrows reading to the next {@code size} bytes and returns the limit to be put back afterwards. */
    int enter(int size) {
        need(size);
        int outer = limit;
        limit = position + size;
        return outer;
    }

    void leave(int outer) {
        if (position != limit) {
            throw malformed("section size mismatch: " + (limit - position) + " bytes left");
        }
        limit = outer;
    }

    int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    void skip(int count) {
        need(count);
        position += count;
    }

    void skipRest() {
        position = limit;
    }

    int u31() {
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw malformed("number out of range: " + value);
        }
        return (int) value;
    }

    long u32() {
        long result = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int b = u8();
            result |= (long) (b & 0x7f) << shift;
            if ((b & 0x80) == 0) {
                if (shift == 28 && (b & 0x70) != 0) {
                    throw malformed("integer too large");
                }
                return result;
            }
        }
        throw malformed("integer representation too long");
    }

    /** A signed number of up to 64 bits whose value does not matter here. */
    void skipSigned() {
        for (int i = 0; i < 10; i++) {
            if ((u8() & 0x80) == 0) {
                return;
            }
        }
        throw malformed("integer representation too long");
    }

    /** A count of things that take at least one byte each, so that nobody allocates for a count that cannot be true. */
    int count(String what) {
        int count = u31();
        if (count > limit - position) {
            throw malformed("length out of bounds: " + count + " " + what);
        }
        return count;
    }

    String name() {
        int length = u31();
        need(length);
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, length))
                    .toString();
            position += length;
            return name;
        } catch (CharacterCodingException e) {
            throw malformed("malformed UTF-8 encoding");
        }
    }

    private void need(int count) {
        if (count < 0 || count > limit - position) {
            throw malformed("unexpected end");
        }
    }

    ComponentLoadException malformed(String message) {
        return new ComponentLoadException(
                ErrorCode.INVALID_COMPONENT,
                "core module: " + message + " (at offset 0x" + Integer.toHexString(position) + " of the module)");
    }

    static ComponentLoadException unsupported(String feature) {
        return new ComponentLoadException(
                ErrorCode.UNSUPPORTED_FEATURE, "core module needs a feature that engine wasmtime lacks: " + feature);
    }
}
