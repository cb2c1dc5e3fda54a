package org.latticehost.providers.internal.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the moments for which heads of responses are held back. One timer does for all: nearly every guest gives its head
 * before its body, and to wake the timer's thread costs more than the rest of a short answer.
 *
 * <p>Thread-safe.
 */
final class HeldHeads {
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Scheduler timer;
    private final Queue<Held> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ticking = new AtomicBoolean();

    HeldHeads(Scheduler timer) {
        this.timer = timer;
    }

    private record Held(ResponseWriter writer, long until) {}

    /** Releases the head in 2 to 3 ms, unless it is out by then. */
    void hold(ResponseWriter writer) {
        waiting.add(new Held(writer, System.nanoTime() + MOMENT_NANOS));
        tick();
    }

    private void tick() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) {
            schedule(MOMENT_NANOS);
        }
    }

    private void schedule(long nanos) {
        var unused = timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        Held first = waiting.peek();
        while (first != null && (!first.writer.held() || first.until - now <= 0)) {
            waiting.remove(); // nobody else does
            first.writer.release();
            first = waiting.peek();
        }
        if (first != null) {
            schedule(Math.max(TICK_NANOS, first.until - now));
            return;
        }
        ticking.set(false);
        if (!waiting.isEmpty()) {
            tick();
        }
    }
}
