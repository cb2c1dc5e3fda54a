package org.latticehost.wrpc.internal.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of one channel as they come, and the state of reading them. Confined to one thread at a time. */
public final class Decoder {
    private static final byte[] EMPTY = new byte[0];

    private final DecodeLimits limits;
    /** What a stream or future takes that a single byte announces. */
    private static final int DEFERRED_BYTES = 1024;

    private final Deferral deferral;
    private final IndexPath path = new IndexPath();

    private byte[] bytes = EMPTY;
    private int position;
    private int end;
    /** Bytes of the channel before {@link #bytes}. */
    private long before;

    private long itemStart;
    private long heap;
    private long number;
    private @Nullable Object[] saved = new Object[0];

    public Decoder(DecodeLimits limits, Deferral deferral) {
        this.limits = limits;
        this.deferral = deferral;
    }

    /** Makes what stands for a stream or future whose content will come on a channel. */
    public interface Deferral {
        /** Called in order of appearance; the path is the caller's to keep. Null if there are too many already. */
        @Nullable Object defer(AsyncCoder coder, IndexPath path);
    }

    // ---- for those who feed it ----

    /** Sets the path of the value that is read next. */
    public void at(IndexPath start) {
        path.set(start);
    }

    /** Begins another value: its limits count anew. */
    public void startItem() {
        itemStart = offset();
        heap = 0;
    }

    /** Adds bytes; the array is kept and must not change. */
    public void feed(byte[] piece) {
        if (position == end) {
            before += position;
            bytes = piece;
            position = 0;
            end = piece.length;
        } else if (piece.length > 0) {
            byte[] joined = Arrays.copyOfRange(bytes, position, position + available() + piece.length);
            System.arraycopy(piece, 0, joined, available(), piece.length);
            before += position;
            end = joined.length;
            bytes = joined;
            position = 0;
        }
    }

    /** Bytes fed but not read. */
    public int available() {
        return end - position;
    }

    /** Bytes read so far. */
    public long offset() {
        return before + position;
    }

    /** Reads a value of that type, or goes on with it. */
    public Object read(Coder coder) {
        Object value = coder.read(this, 0);
        if (value == Coder.MORE && offset() + available() - itemStart > limits.maxBytes()) {
            throw malformed("more than " + limits.maxBytes() + " bytes of a value");
        }
        return value;
    }

    /** Takes up to {@code max} bytes as they are. */
    public byte[] takeRaw(long max) {
        int count = (int) Math.min(max, available());
        byte[] taken =
                position == 0 && count == bytes.length ? bytes : Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return taken;
    }

    /** Reads the length of a stream's next chunk; false if it is not complete yet. */
    public boolean readChunkLength() {
        return readUnsigned(Leb128.BITS32);
    }

    /** The number read last. */
    public long number() {
        return number;
    }

    public MalformedValueException malformed(String what) {
        return new MalformedValueException(what, offset());
    }

    // ---- for coders ----

    /** The state left at that depth, which is forgotten; null to begin anew. */
    @Nullable Object resume(int depth) {
        if (depth >= saved.length) {
            return null;
        }
        Object state = saved[depth];
        saved[depth] = null;
        return state;
    }

    /** Leaves state for the next attempt; returns {@link Coder#MORE}. */
    Object suspend(int depth, Object state) {
        if (depth >= saved.length) {
            saved = Arrays.copyOf(saved, depth + 8);
        }
        saved[depth] = state;
        return Coder.MORE;
    }

    /** Goes into an element of a stream, for the paths of what is deferred in it. */
    public void enter(int index) {
        path.push(index);
    }

    public void leave() {
        path.pop();
    }

    Object defer(AsyncCoder coder) {
        charge(DEFERRED_BYTES);
        Object channel = deferral.defer(coder, path.copy());
        if (channel == null) {
            throw malformed("more streams and futures than may be open in one call");
        }
        return channel;
    }

    /** Accounts for objects made of the value. */
    void charge(long objectBytes) {
        heap += objectBytes;
        if (heap > limits.maxHeapBytes()) {
            throw malformed("a value that would take more than " + limits.maxHeapBytes() + " bytes of memory");
        }
    }

    /** Turns the number read last into the count of elements, refusing more than can follow. */
    int count(int minSize) {
        long left = limits.maxBytes() - (offset() - itemStart);
        // Elements that take nothing are counted as if they took a byte: walking over billions of them takes time.
        if (number > left / Math.max(1, minSize)) {
            throw malformed("a length of " + number + " where at most " + left / Math.max(1, minSize) + " can follow");
        }
        return (int) number;
    }

    int peek() {
        return bytes[position] & 0xff;
    }

    int u8() {
        return bytes[position++] & 0xff;
    }

    long fixed(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (bytes[position + i] & 0xffL) << (8 * i);
        }
        position += size;
        return value;
    }

    /** Reads into {@link #number()}; false, with nothing consumed, if bytes are missing. */
    boolean readUnsigned(Leb128 width) {
        if (position < end && bytes[position] >= 0) {
            number = bytes[position++];
            return true;
        }
        int length = leb128Length(width);
        if (length == 0) {
            return false;
        }
        number = leb128Value(length);
        if (length == width.maxBytes && (bytes[position + length - 1] & ~width.lastMask) != 0) {
            throw malformed("an integer with too many bits");
        }
        position += length;
        return true;
    }

    /** The same for signed numbers, whose last byte at full length may carry the sign or be masked. */
    boolean readSigned(Leb128 width) {
        int length = leb128Length(width);
        if (length == 0) {
            return false;
        }
        long value = leb128Value(length);
        int last = bytes[position + length - 1];
        if (length == width.maxBytes) {
            int fill = last & ~width.lastMask & 0x7f;
            boolean negative = (last & width.lastSign) != 0;
            if (fill != 0 && !(negative && fill == (~width.lastMask & 0x7f))) {
                throw malformed("a signed integer with too many bits");
            }
            if (negative && width != Leb128.BITS64) {
                value |= -1L << (7 * (length - 1) + Integer.bitCount(width.lastMask));
            }
        } else if ((last & 0x40) != 0) {
            value |= -1L << (7 * length);
        }
        number = value;
        position += length;
        return true;
    }

    private int leb128Length(Leb128 width) {
        int last = Math.min(end, position + width.maxBytes);
        for (int i = position; i < last; i++) {
            if (bytes[i] >= 0) {
                return i - position + 1;
            }
        }
        if (last - position == width.maxBytes) {
            throw malformed("an integer of more than " + width.maxBytes + " bytes");
        }
        return 0;
    }

    private long leb128Value(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[position + i] & 0x7fL) << (7 * i);
        }
        return value;
    }

    /** Copies what there is, up to {@code count} bytes, and consumes it. */
    int copyTo(byte[] target, int at, int count) {
        int copied = Math.min(count, available());
        System.arraycopy(bytes, position, target, at, copied);
        position += copied;
        return copied;
    }

    /** The next bytes, all available, as text. */
    String text(int count) {
        String text = utf8(bytes, position, count);
        position += count;
        return text;
    }

    String utf8(byte[] source, int from, int count) {
        String text = new String(source, from, count, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            // Either a replacement character was sent, or malformed bytes were replaced by it.
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(source, from, count));
            } catch (CharacterCodingException e) {
                throw malformed("a string that is not UTF-8");
            }
        }
        return text;
    }
}
