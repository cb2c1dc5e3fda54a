package org.latticehost.providers.internal.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a chunked response, from the bytes of a connection; skips the head. */
final class Unchunked extends InputStream {
    private final InputStream in;
    private int left;
    private boolean ended;

    Unchunked(InputStream in) throws IOException {
        this.in = new BufferedInputStream(in, 64 << 10);
        while (!line().isEmpty()) {
            // the head
        }
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0 && !ended) {
            left = Integer.parseInt(line(), 16);
            ended = left == 0;
        }
        if (ended) {
            return -1;
        }
        int n = in.read(into, from, Math.min(length, left));
        if (n < 0) {
            throw new IOException("cut off");
        }
        left -= n;
        if (left == 0) {
            line();
        }
        return n;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) {
                throw new IOException("cut off after '" + line + "'");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
