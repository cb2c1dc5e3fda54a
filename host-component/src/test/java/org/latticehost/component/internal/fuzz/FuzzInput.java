package org.latticehost.component.internal.fuzz;

import java.util.Arrays;

/** Choices out of bytes: whatever they are, they mean something, and a changed byte changes one choice. */
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The next byte; zero after the end. */
    public int next() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    public boolean flag() {
        return (next() & 1) != 0;
    }

    public int integer() {
        return next() | (next() << 8) | (next() << 16) | (next() << 24);
    }

    public long wide() {
        return (integer() & 0xffff_ffffL) | ((long) integer() << 32);
    }

    /** A number from zero to {@code limit - 1}, at most 65,536 of them. */
    public int below(int limit) {
        return (next() | (next() << 8)) % limit;
    }

    public <T> T pick(T[] from) {
        return from[next() % from.length];
    }

    public byte[] rest() {
        return Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
    }
}
