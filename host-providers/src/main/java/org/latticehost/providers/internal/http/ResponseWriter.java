package org.latticehost.providers.internal.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.latticehost.host.http.BytePipe;

/**
 * Moves the body of a response from its pipe to Jetty: each chunk as it comes, the next when the one before has been
 * taken by the socket.
 *
 * <p>The head is held back for a moment, because guests give it before the first byte of the body, then the body, then
 * its end: three writes, of which the client sees three, where one does. It goes with the whole body, with enough of it,
 * or alone when the moment is over.
 */
final class ResponseWriter extends IteratingCallback {
    private static final int PIECE = 128 << 10;
    private static final int ENOUGH = 16 << 10;
    private static final byte[] NOTHING = {};

    private final Exchange exchange;
    private final BytePipe pipe;
    /** What came while the head is held back. */
    private byte[] early = NOTHING;

    private boolean holding;
    private volatile boolean held = true;
    private boolean headSent;
    private boolean lastSent;

    ResponseWriter(Exchange exchange, BytePipe pipe) {
        this.exchange = exchange;
        this.pipe = pipe;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    protected Action process() {
        if (lastSent) {
            return Action.SUCCEEDED;
        }
        return headSent ? nextPiece() : head();
    }

    private Action head() {
        while (early.length < ENOUGH) {
            BytePipe.State state = pipe.state();
            if (state == BytePipe.State.FAILED) {
                break; // what came before goes out, then it is cut off
            }
            byte[] piece = pipe.poll(PIECE);
            if (piece != null) {
                early = early.length == 0 ? piece : joined(early, piece);
            } else if (state == BytePipe.State.ENDED || !held) {
                break;
            } else if (state == BytePipe.State.EMPTY) {
                if (!holding) {
                    holding = true;
                    exchange.hold(this);
                }
                pipe.onReadable(this::iterate);
                return Action.IDLE;
            }
        }
        held = false;
        headSent = true;
        byte[] body = early;
        early = NOTHING;
        return write(complete(), ByteBuffer.wrap(body));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Whether the head is held back still. */
    boolean held() {
        return held;
    }

    /** The moment is over. */
    void release() {
        if (held) {
            held = false;
            iterate();
        }
    }

    private Action nextPiece() {
        while (true) {
            byte[] piece = pipe.poll(PIECE);
            if (piece != null) {
                return write(complete(), ByteBuffer.wrap(piece));
            }
            switch (pipe.state()) {
                case ENDED -> {
                    return write(true, BufferUtil.EMPTY_BUFFER);
                }
                case EMPTY -> {
                    pipe.onReadable(this::iterate);
                    return Action.IDLE;
                }
                case READABLE, FAILED -> {
                    // Changed since the poll; the next one tells.
                }
            }
        }
    }

    /** Whether what was taken from the pipe is all there will be. */
    private boolean complete() {
        return pipe.state() == BytePipe.State.ENDED && pipe.trailers().fields().isEmpty();
    }

    private Action write(boolean last, ByteBuffer bytes) {
        lastSent = last;
        exchange.write(last, bytes, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        exchange.responseDone();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        exchange.abort(
                cause instanceof BytePipe.PipeBrokenException && cause.getCause() != null ? cause.getCause() : cause);
    }
}
