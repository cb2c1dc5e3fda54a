package org.latticehost.host.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries bytes from one pipe to another and leaves the end to its owner, who has trailers to add or to take, or to wait
 * for a verdict. Chunks are not copied; at most one is between the pipes. {@link #run} starts it.
 *
 * <p>Thread-safe; runs on the threads of the pipes' other ends and never blocks.
 */
public final class PipeRelay implements Runnable {
    private static final int CHUNK = 64 << 10;

    private final BytePipe from;
    private final BytePipe to;
    private final Consumer<@Nullable Throwable> atEnd;
    private final AtomicInteger asked = new AtomicInteger();
    private boolean over;

    /**
     * A relay that has not begun.
     *
     * @param atEnd called once: with null when {@code from} has ended and all of it is in {@code to}, or with why not
     */
    public PipeRelay(BytePipe from, BytePipe to, Consumer<@Nullable Throwable> atEnd) {
        this.from = from;
        this.to = to;
        this.atEnd = atEnd;
    }

    /** Carries what there is; also called back by the pipes. */
    @Override
    public void run() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            move();
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    private void move() {
        while (!over) {
            if (to.cancelled()) {
                from.cancel();
                end(null);
                return;
            }
            if (to.room() == 0) {
                to.onWritable(this);
                return;
            }
            byte[] chunk;
            try {
                chunk = from.poll(CHUNK);
            } catch (BytePipe.PipeBrokenException e) {
                end(e.getCause());
                return;
            }
            if (chunk != null) {
                to.offer(chunk);
                continue;
            }
            switch (from.state()) {
                case ENDED -> {
                    end(null);
                    return;
                }
                case FAILED -> {
                    end(from.failure().orElseThrow());
                    return;
                }
                case EMPTY -> {
                    from.onReadable(this);
                    return;
                }
                case READABLE -> {}
            }
        }
    }

    private void end(@Nullable Throwable cause) {
        over = true;
        atEnd.accept(cause);
    }
}
