package org.latticehost.providers.internal.http;

import org.latticehost.host.http.BytePipe;

/** Empties a pipe that nobody reads, up to a bound; then it is cancelled. Runs on the writer's thread. */
final class Discard {
    private static final int PIECE = 64 << 10;

    private final BytePipe pipe;
    private long left = RequestPump.DISCARD_LIMIT;

    Discard(BytePipe pipe) {
        this.pipe = pipe;
    }

    void run() {
        while (true) {
            switch (pipe.state()) {
                case EMPTY -> {
                    pipe.onReadable(this::run);
                    return;
                }
                case ENDED, FAILED -> {
                    return;
                }
                case READABLE -> {
                    byte[] piece = poll();
                    left -= piece.length;
                    if (left < 0) {
                        pipe.cancel();
                        return;
                    }
                }
            }
        }
    }

    private byte[] poll() {
        try {
            byte[] piece = pipe.poll(PIECE);
            return piece == null ? new byte[0] : piece;
        } catch (BytePipe.PipeBrokenException e) {
            return new byte[0];
        }
    }
}
