package org.latticehost.providers.internal.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.Trailers;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;

/**
 * Moves the body of a request from Jetty into a pipe, as far as there is room; then waits to be called by whichever side
 * can go on. The only writer of the pipe: {@link #run} may be called from anywhere, but its work is done by one thread
 * at a time, and a call made meanwhile becomes another round of it. That also keeps the stack flat when filling the pipe
 * calls its reader, which calls us.
 */
final class RequestPump {
    /** Of a body that nobody reads, as much is read off the connection so that it can be used again. */
    static final long DISCARD_LIMIT = 1 << 20;

    private final Exchange exchange;
    private final BytePipe pipe = new BytePipe();
    private final AtomicInteger rounds = new AtomicInteger();
    private long mayDiscard = DISCARD_LIMIT;
    private boolean finished;
    private volatile boolean demanding;
    private volatile @Nullable Throwable broken;

    RequestPump(Exchange exchange) {
        this.exchange = exchange;
    }

    BytePipe pipe() {
        return pipe;
    }

    /** The reader gets no more: it sees the failure, unless it has been given everything already. */
    void breakOff(Throwable cause) {
        broken = cause;
        run();
    }

    void run() {
        if (rounds.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                move();
            } catch (RuntimeException e) {
                // Jetty answers so when the exchange has ended meanwhile.
                exchange.abort(e);
            }
            seen = rounds.addAndGet(-seen);
        } while (seen > 0);
    }

    private void move() {
        Throwable cause = broken;
        if (cause != null) {
            pipe.fail(cause);
            if (pipe.drained()) {
                pipe.cancel();
            }
        }
        while (!finished && !demanding && !exchange.ended()) {
            boolean discard = pipe.cancelled();
            if (discard && mayDiscard <= 0) {
                finish();
                return;
            }
            if (!discard && pipe.room() == 0) {
                pipe.onWritable(this::run);
                return;
            }
            Content.Chunk chunk = exchange.request().read();
            if (chunk == null) {
                demanding = true;
                exchange.request().demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::demandMet));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                failed(chunk);
            } else {
                take(chunk);
            }
        }
    }

    private void demandMet() {
        demanding = false;
        run();
    }

    private void failed(Content.Chunk chunk) {
        if (chunk.isLast() || !exchange.responding()) {
            Throwable failure = chunk.getFailure();
            pipe.fail(failure);
            finished = true;
            exchange.abort(failure);
        }
        // Else the connection was idle while the response streams, which is no fault: ask again.
    }

    private void take(Content.Chunk chunk) {
        if (chunk instanceof Trailers trailers) {
            pipe.end(Heads.fields(trailers.getTrailers()));
            finish();
            return;
        }
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        boolean last = chunk.isLast();
        chunk.release();
        if (!pipe.offer(bytes)) {
            mayDiscard -= bytes.length;
        }
        if (last) {
            pipe.end();
            finish();
        }
    }

    private void finish() {
        finished = true;
        exchange.requestDone();
    }
}
