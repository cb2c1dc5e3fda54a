package org.latticehost.providers.blobstore;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@code outgoing-value}: what the guest writes into the pipe goes to the object that {@code write-data} named, on the
 * guest's thread. Confined to the thread of its instance.
 */
final class OutgoingValue {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingValue.class);
    /** What a guest may write before it says where to. */
    private static final int BUFFER = 8 << 20;

    private static final int PIECE = 64 << 10;

    private final BytePipe pipe = new BytePipe(BUFFER);
    private boolean streamTaken;
    private BlobStore.@Nullable Writer writer;
    private @Nullable Exception failure;

    /** The pipe that the guest writes into; null after the first time. */
    @Nullable BytePipe body() {
        if (streamTaken) {
            return null;
        }
        streamTaken = true;
        return pipe;
    }

    void writeTo(BlobStore.Writer target) {
        if (writer != null) {
            target.abort();
            throw new BlobException("the value is being written already");
        }
        writer = target;
        drain();
    }

    private void drain() {
        BlobStore.Writer target = writer;
        if (target == null || failure != null) {
            return;
        }
        try {
            for (byte[] piece = pipe.poll(PIECE); piece != null; piece = pipe.poll(PIECE)) {
                target.write(piece);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
            target.abort();
            pipe.cancel();
            return;
        }
        if (pipe.state() != BytePipe.State.ENDED) {
            pipe.onReadable(this::drain);
        }
    }

    /** All is written: makes it the object. */
    void finish() throws IOException {
        if (pipe.state() != BytePipe.State.ENDED) {
            pipe.end();
        }
        BlobStore.Writer target = writer;
        if (target == null) {
            return;
        }
        drain();
        writer = null;
        Exception failed = failure;
        if (failed instanceof IOException io) {
            throw io;
        }
        if (failed instanceof RuntimeException runtime) {
            throw runtime;
        }
        target.commit();
    }

    /** Dropped: what was not finished is not kept. */
    void drop() {
        pipe.cancel();
        BlobStore.Writer target = writer;
        if (target != null) {
            LOG.debug("a guest dropped a value before it was finished");
            target.abort();
        }
    }
}
