package org.latticehost.providers.internal.http;

import java.io.InputStream;

/** A stream of bytes that tell their position. */
final class Numbers extends InputStream {
    private final int total;
    private int next;

    Numbers(int total) {
        this.total = total;
    }

    @Override
    public int read() {
        return next == total ? -1 : byteAt(next++);
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (next == total) {
            return -1;
        }
        int n = Math.min(length, total - next);
        for (int i = 0; i < n; i++) {
            into[from + i] = (byte) byteAt(next++);
        }
        return n;
    }

    private static int byteAt(int position) {
        return (position * 31 + (position >>> 12)) & 0xff;
    }
}
