package org.latticehost.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.Ticker;

/**
 * A clock that moves only when told, with the ticker and the timer that belong to it.
 *
 * <pre>{@code
 * ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
 * clock.after(Duration.ofSeconds(30), heartbeat);
 * clock.advance(Duration.ofMinutes(1)); // runs heartbeat here
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ManualClock extends Clock {
    private record Task(Instant due, long order, Runnable action) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private final Instant start;
    private Instant now;
    private long order;

    private ManualClock(Instant start) {
        this.start = start;
        this.now = start;
    }

    /** A clock that shows this time. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** A clock that shows 2026-01-01, midnight UTC. */
    public static ManualClock create() {
        return at(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /**
     * Moves the clock on, then runs on this thread what became due, in the order of time; each task sees the clock at its
     * own time.
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock moves forward, not by " + by);
        }
        Instant until = instant().plus(by);
        for (Task task = nextDue(until); task != null; task = nextDue(until)) {
            task.action().run();
        }
    }

    private @Nullable Task nextDue(Instant until) {
        lock.lock();
        try {
            Task task = tasks.peek();
            if (task == null || task.due().isAfter(until)) {
                now = until;
                return null;
            }
            tasks.remove();
            now = task.due();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Runs a task once the clock has moved on by that much, inside {@link #advance}. Closing the result cancels it. */
    public Cancellation after(Duration delay, Runnable action) {
        lock.lock();
        try {
            Task task = new Task(now.plus(delay), order++, action);
            tasks.add(task);
            return () -> cancel(task);
        } finally {
            lock.unlock();
        }
    }

    /** Ends what {@link #after} began. */
    @FunctionalInterface
    public interface Cancellation extends AutoCloseable {
        @Override
        void close();
    }

    private void cancel(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** When the tasks that wait are due. */
    public List<Instant> due() {
        lock.lock();
        try {
            List<Instant> due = new ArrayList<>();
            tasks.forEach(task -> due.add(task.due()));
            due.sort(Comparator.naturalOrder());
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Elapsed nanoseconds, in place of {@link System#nanoTime}. */
    public Ticker ticker() {
        return () -> Duration.between(start, instant()).toNanos();
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This clock: it knows no other zone than UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
