package org.latticehost.providers.internal.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.latticehost.host.http.BytePipe;

/**
 * Moves the body of a response from its pipe to Jetty: each chunk as it comes, the next when the one before has been
 * taken by the socket. The head goes out at once, even if there is no byte of the body yet.
 */
final class ResponseWriter extends IteratingCallback {
    private static final int PIECE = 128 << 10;

    private final Exchange exchange;
    private final BytePipe pipe;
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
        while (true) {
            byte[] piece = pipe.poll(PIECE);
            if (piece != null) {
                boolean last = pipe.state() == BytePipe.State.ENDED
                        && pipe.trailers().fields().isEmpty();
                return write(last, ByteBuffer.wrap(piece));
            }
            switch (pipe.state()) {
                case ENDED -> {
                    return write(true, BufferUtil.EMPTY_BUFFER);
                }
                case EMPTY -> {
                    if (!headSent) {
                        return write(false, BufferUtil.EMPTY_BUFFER);
                    }
                    pipe.onReadable(this::iterate);
                    return Action.IDLE;
                }
                case READABLE, FAILED -> {
                    // Changed since the poll; the next one tells.
                }
            }
        }
    }

    private Action write(boolean last, ByteBuffer bytes) {
        headSent = true;
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
