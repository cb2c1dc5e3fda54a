package org.latticehost.wrpc.internal.call;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.wrpc.internal.codec.Encoder;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A {@code stream<u8>} being sent. */
final class OutgoingBytes extends OutgoingChannel {
    /** A chunk fits into a message of this size. */
    private static final int MAX_MESSAGE = 128 << 10;

    private static final int LENGTH_BYTES = 5;

    private final BytePipe pipe;
    private final int maxMessage;

    OutgoingBytes(OutgoingChannels owner, IndexPath path, Object value) {
        super(owner, path);
        this.pipe = (BytePipe) value;
        this.maxMessage = Math.min(owner.host().maxPiece(), MAX_MESSAGE);
    }

    @Override
    void advance() {
        while (true) {
            if (!window().open(this)) {
                return;
            }
            if (pipe.state() == BytePipe.State.FAILED) {
                close(pipe.failure().orElseThrow());
                return;
            }
            Encoder out = new Encoder(1024);
            boolean ended = fill(out);
            if (out.size() > 0) {
                publish(out.take());
            }
            if (ended) {
                close(null);
                return;
            }
            if (pipe.state() == BytePipe.State.EMPTY) {
                pipe.onReadable(this);
                return;
            }
        }
    }

    /** Puts chunks into a message while there are any and there is room; true if they and the end are in it. */
    private boolean fill(Encoder out) {
        while (true) {
            int room = maxMessage - out.size() - LENGTH_BYTES;
            if (room <= 0) {
                if (out.size() > 0) {
                    return false;
                }
                room = 1;
            }
            byte[] chunk = poll(room);
            if (chunk != null) {
                out.unsigned(chunk.length);
                out.raw(chunk, 0, chunk.length);
            } else if (pipe.state() == BytePipe.State.ENDED) {
                out.unsigned(0);
                return true;
            } else {
                return false;
            }
        }
    }

    private byte @Nullable [] poll(int room) {
        try {
            return pipe.poll(room);
        } catch (BytePipe.PipeBrokenException e) {
            // The state says so too, once what came before is sent.
            return null;
        }
    }

    @Override
    void discard(Throwable cause) {
        pipe.cancel();
    }

    @Override
    byte[] broken() {
        return new byte[] {1};
    }
}
