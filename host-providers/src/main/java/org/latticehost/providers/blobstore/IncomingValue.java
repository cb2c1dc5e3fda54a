package org.latticehost.providers.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An {@code incoming-value}: a part of an object. Confined to the thread of its instance. */
final class IncomingValue {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingValue.class);
    private static final int PIECE = 64 << 10;
    /** The most that is read at once; more has to be streamed. */
    private static final int MAX_SYNC = 64 << 20;

    private final InputStream in;
    private final long size;
    private long left;
    private @Nullable BytePipe pipe;

    IncomingValue(InputStream in, long size) {
        this.in = in;
        this.size = size;
        this.left = size;
    }

    long size() {
        return size;
    }

    byte[] all() throws IOException {
        if (size > MAX_SYNC) {
            throw new BlobException("too large to be read at once: " + size + " bytes; read it as a stream");
        }
        try (in) {
            return in.readNBytes((int) size);
        }
    }

    /** A pipe that is filled as the guest reads. */
    BytePipe stream() {
        BytePipe made = new BytePipe();
        pipe = made;
        fill(made);
        return made;
    }

    private void fill(BytePipe to) {
        try {
            while (left > 0 && to.room() > 0) {
                byte[] piece = new byte[(int) Math.min(left, PIECE)];
                int count = in.readNBytes(piece, 0, piece.length);
                left = count < piece.length ? 0 : left - count;
                if (!to.offer(count < piece.length ? Arrays.copyOf(piece, count) : piece)) {
                    break; // cancelled
                }
            }
            if (left > 0 && !to.cancelled()) {
                to.onWritable(() -> fill(to));
                return;
            }
            to.end();
        } catch (IOException | RuntimeException e) {
            to.fail(e);
        }
        drop();
    }

    /** Lets the object go. */
    void drop() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("an object did not close", e);
        }
        BytePipe filled = pipe;
        if (filled != null && left > 0) {
            filled.cancel();
        }
    }
}
