package org.latticehost.wrpc.internal.call;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.wrpc.internal.codec.IndexPath;

/** A {@code stream<u8>} being received. */
final class IncomingBytes extends IncomingChannel {
    private final BytePipe pipe;
    private long left;

    IncomingBytes(IncomingChannels owner, IndexPath path) {
        super(owner, path);
        this.pipe = new BytePipe(owner.settings().streamCapacity());
    }

    @Override
    Object value() {
        return pipe;
    }

    @Override
    boolean hasRoom() {
        if (pipe.room() > 0) {
            return true;
        }
        if (pipe.cancelled()) {
            close(null);
        } else {
            pipe.onWritable(this);
        }
        return false;
    }

    @Override
    boolean advance() {
        if (left == 0) {
            if (!in.readChunkLength()) {
                return false;
            }
            left = in.number();
            if (left == 0) {
                close(null);
                return false;
            }
        }
        if (in.available() == 0) {
            return false;
        }
        byte[] piece = in.takeRaw(left);
        left -= piece.length;
        pipe.offer(piece);
        return true;
    }

    @Override
    boolean mayEnd() {
        return left == 0 && in.available() == 0;
    }

    @Override
    void finish(@Nullable Throwable cause) {
        if (cause == null) {
            pipe.end();
        } else {
            pipe.fail(cause);
        }
    }
}
