package org.latticehost.wasi.internal.http;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.wasi.internal.io.InputSource;
import org.latticehost.wasi.internal.io.PipeSource;
import org.latticehost.wasi.internal.io.StreamFailure;

/**
 * An incoming body whose next piece must come in time. The clock runs while the guest looks and finds nothing: needs no
 * timer, because a guest that does not look does not wait either.
 */
final class TimedSource implements InputSource {
    private final BytePipe pipe;
    private final PipeSource source;
    private final long limitNanos;
    private boolean waiting;
    private long since;

    /**
     * @param limitNanos for each piece; {@link Long#MAX_VALUE} for none
     */
    TimedSource(BytePipe pipe, long limitNanos) {
        this.pipe = pipe;
        this.source = new PipeSource(pipe, ErrorCodes::ioError);
        this.limitNanos = limitNanos;
    }

    @Override
    public byte @Nullable [] read(int max) throws StreamFailure {
        byte[] taken = source.read(max);
        if (taken == null || taken.length > 0) {
            waiting = false;
        } else if (nanosLeft() <= 0) {
            pipe.cancel();
            throw StreamFailure.of(ErrorCodes.ioError(
                    ErrorCodes.of("connection-read-timeout", "the next piece of the body did not come in time")));
        }
        return taken;
    }

    @Override
    public boolean ready() {
        return source.ready() || nanosLeft() <= 0;
    }

    @Override
    public void whenReady(Runnable wake) {
        source.whenReady(wake);
    }

    @Override
    public long nanosLeft() {
        if (limitNanos == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
        }
        return limitNanos - (System.nanoTime() - since);
    }
}
