package org.latticehost.wasi.internal.http;

import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.HostCall;
import org.latticehost.wasi.internal.io.OutputSink;
import org.latticehost.wasi.internal.io.StreamFailure;

/**
 * The writing end of an outgoing body. A flush has nothing to do: whatever is in the pipe can be taken from the other
 * side at once.
 */
final class BodySink implements OutputSink {
    /** For {@code expected}: the length is not known before. */
    static final long UNKNOWN = -1;

    private static final long DISCARD_BUDGET = 1 << 20;

    private final BytePipe pipe;
    private final boolean request;
    private final long expected;
    private long written;
    private boolean discarding;

    /**
     * @param request whether of a request, for error codes
     * @param expected the content-length, or {@link #UNKNOWN}
     */
    BodySink(BytePipe pipe, boolean request, long expected) {
        this.pipe = pipe;
        this.request = request;
        this.expected = expected;
    }

    long written() {
        return written;
    }

    /** The message has no body whatever the guest writes. */
    void discard() {
        discarding = true;
        pipe.cancel();
    }

    /** Whether what was written is what was announced. */
    boolean complete() {
        return expected == UNKNOWN || written == expected || discarding;
    }

    @Override
    public long budget() throws StreamFailure {
        if (discarding) {
            return DISCARD_BUDGET;
        }
        if (gone()) {
            throw StreamFailure.closed();
        }
        return pipe.room();
    }

    @Override
    public void write(HostCall call, byte[] bytes) throws StreamFailure {
        if (discarding) {
            written += bytes.length;
            return;
        }
        if (expected != UNKNOWN && bytes.length > expected - written) {
            throw StreamFailure.of(ErrorCodes.ioError(ErrorCodes.bodySize(
                    request, written + bytes.length, "the body is longer than its content-length " + expected)));
        }
        if (gone() || !pipe.offer(bytes)) {
            throw StreamFailure.closed();
        }
        written += bytes.length;
    }

    @Override
    public boolean ready() {
        return discarding || gone() || pipe.room() > 0;
    }

    @Override
    public void whenReady(Runnable wake) {
        pipe.onWritable(wake);
    }

    /** Whether the reader has cancelled, or the host has broken the message off. */
    private boolean gone() {
        return pipe.cancelled() || pipe.state() == BytePipe.State.FAILED;
    }
}
