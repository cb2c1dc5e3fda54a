package org.latticehost.providers.internal.http;

import java.io.IOException;
import java.io.InputStream;
import org.latticehost.host.http.BytePipe;

/** Reads a pipe as a guest would, blocking. */
final class PipeStream extends InputStream {
    private final BytePipe pipe;

    PipeStream(BytePipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            byte[] piece = pipe.read(length);
            if (piece == null) {
                return -1;
            }
            System.arraycopy(piece, 0, into, from, piece.length);
            return piece.length;
        } catch (InterruptedException | BytePipe.PipeBrokenException e) {
            throw new IOException(e);
        }
    }
}
