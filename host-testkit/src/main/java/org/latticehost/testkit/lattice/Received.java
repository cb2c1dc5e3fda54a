package org.latticehost.testkit.lattice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what arrives, for tests to wait for it. Use it as a handler: {@code bus.subscribe("a.>", null, received)}.
 *
 * <p>Thread-safe.
 *
 * @param <T> what arrives
 */
public final class Received<T> implements Consumer<T> {
    private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

    /** Nothing received yet. */
    public Received() {}

    @Override
    public void accept(T item) {
        queue.add(item);
    }

    /** Waits for the next one; fails after 20 s. */
    public T next() {
        return next(LatticeFixture.SOON);
    }

    /** Waits for the next one; fails after the timeout. */
    public T next(Duration timeout) {
        @Nullable T item;
        try {
            item = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
        if (item == null) {
            throw new AssertionError("nothing arrived in " + timeout);
        }
        return item;
    }

    /** Waits for so many. */
    public List<T> next(int count) {
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(next());
        }
        return items;
    }

    /** Takes what has arrived up to now. */
    public List<T> soFar() {
        List<T> items = new ArrayList<>();
        queue.drainTo(items);
        return items;
    }
}
