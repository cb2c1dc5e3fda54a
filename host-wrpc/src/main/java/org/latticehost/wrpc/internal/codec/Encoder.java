package org.latticehost.wrpc.internal.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the bytes of a value, and the streams and futures in it. Confined to one thread. */
public final class Encoder {
    private static final byte[] EMPTY = new byte[0];

    private byte[] bytes;
    private int size;
    private final IndexPath path = new IndexPath();
    private List<Deferred> deferred = List.of();

    public Encoder() {
        this(64);
    }

    public Encoder(int capacity) {
        bytes = new byte[capacity];
    }

    /** A stream or future whose content follows on its own channel. */
    public record Deferred(IndexPath path, AsyncCoder coder, Object value) {}

    /** Sets the path of the value that is written next. */
    public void at(IndexPath start) {
        path.set(start);
    }

    public void enter(int index) {
        path.push(index);
    }

    public void leave() {
        path.pop();
    }

    void defer(AsyncCoder coder, Object value) {
        if (deferred.isEmpty()) {
            deferred = new ArrayList<>();
        }
        deferred.add(new Deferred(path.copy(), coder, value));
    }

    /** Streams and futures written so far. */
    public List<Deferred> deferred() {
        return deferred;
    }

    public int size() {
        return size;
    }

    /** The bytes written; empties the encoder. */
    public byte[] take() {
        byte[] taken = size == 0 ? EMPTY : size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        bytes = EMPTY;
        size = 0;
        return taken;
    }

    void u8(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    /** Unsigned LEB128, shortest form. */
    public void unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /**
     * Signed LEB128, shortest form; of a byte at full length only the bits that belong to the type are kept, because
     * widespread readers refuse the sign bits there.
     */
    void signed(long value, Leb128 width) {
        room(10);
        long rest = value;
        for (int i = 1; ; i++) {
            int group = (int) (rest & 0x7f);
            rest >>= 7;
            if (i == width.maxBytes) {
                bytes[size++] = (byte) (group & width.lastMask);
                return;
            }
            if ((rest == 0 && (group & 0x40) == 0) || (rest == -1 && (group & 0x40) != 0)) {
                bytes[size++] = (byte) group;
                return;
            }
            bytes[size++] = (byte) (group | 0x80);
        }
    }

    void fixed(long bits, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (bits >>> (8 * i));
        }
    }

    public void raw(byte[] data, int from, int count) {
        room(count);
        System.arraycopy(data, from, bytes, size, count);
        size += count;
    }

    /** The UTF-8 form of a string after its length. */
    void text(String text) {
        int length = text.length();
        unsigned(utf8Length(text));
        room(3 * (long) length);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (Character.isHighSurrogate(c)) {
                at = utf8(Character.toCodePoint(c, text.charAt(++i)), to, at);
            } else {
                at = utf8(c, to, at);
            }
        }
        size = at;
    }

    void codePoint(int c) {
        room(4);
        size = utf8(c, bytes, size);
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                throw new IllegalArgumentException("lone surrogate at index " + i + " of a string");
            }
        }
        return bytes;
    }

    private static int utf8(int c, byte[] to, int start) {
        int at = start;
        if (c < 0x80) {
            to[at++] = (byte) c;
        } else if (c < 0x800) {
            to[at++] = (byte) (0xc0 | (c >> 6));
            to[at++] = (byte) (0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            to[at++] = (byte) (0xe0 | (c >> 12));
            to[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            to[at++] = (byte) (0x80 | (c & 0x3f));
        } else {
            to[at++] = (byte) (0xf0 | (c >> 18));
            to[at++] = (byte) (0x80 | ((c >> 12) & 0x3f));
            to[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            to[at++] = (byte) (0x80 | (c & 0x3f));
        }
        return at;
    }

    private void room(long count) {
        long wanted = size + count;
        if (wanted > bytes.length) {
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new IllegalArgumentException("a value of more than 2 GiB cannot be sent");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(wanted, 2L * bytes.length)));
        }
    }
}
