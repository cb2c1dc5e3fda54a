package org.latticehost.core.internal.component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.InvocationTimeoutException;

/**
 * The calls of one component that run, each stopped at its deadline.
 *
 * <p>A timer for each would cost more than a short call. So there is one for all, set to the earliest deadline it has heard
 * of; when it goes off it stops what is late and is set to the earliest of those that still run. Most calls are over long
 * before, and have only looked when it goes off.
 *
 * <p>Thread-safe.
 */
final class RunningCalls {
    private static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService timer;
    /** Nanoseconds are counted from here, so that times can be compared. */
    private final long epoch = System.nanoTime();

    private final Map<Invocation, Duration> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** When the timer goes off. */
    private volatile long next = NEVER;

    private @Nullable ScheduledFuture<?> armed;
    private boolean closed;

    RunningCalls(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * A call begins to run.
     *
     * @param maxTime for what its caller hears at the deadline
     */
    void add(Invocation invocation, Duration maxTime) {
        running.put(invocation, maxTime);
        long deadline = deadline(invocation);
        if (deadline < next) {
            arm(deadline);
        }
    }

    void remove(Invocation invocation) {
        running.remove(invocation);
    }

    void stopAll(RuntimeException reason) {
        running.keySet().forEach(invocation -> invocation.stop(reason));
    }

    /** Stops no calls any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            if (armed != null) {
                armed.cancel(false);
            }
        } finally {
            lock.unlock();
        }
    }

    private void arm(long deadline) {
        lock.lock();
        try {
            if (deadline >= next || closed) {
                return;
            }
            if (armed != null) {
                armed.cancel(false);
            }
            next = deadline;
            armed = timer.schedule(this::sweep, Math.max(0, deadline - now()), TimeUnit.NANOSECONDS);
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        lock.lock();
        try {
            next = NEVER; // before the look at the calls: one that begins meanwhile is seen, or sees this
            armed = null;
        } finally {
            lock.unlock();
        }
        long now = now();
        long earliest = NEVER;
        for (Map.Entry<Invocation, Duration> call : running.entrySet()) {
            long deadline = deadline(call.getKey());
            if (deadline <= now) {
                call.getKey().stop(tooLate(call.getKey(), call.getValue()));
            } else {
                earliest = Math.min(earliest, deadline);
            }
        }
        if (earliest != NEVER) {
            arm(earliest);
        }
    }

    private long deadline(Invocation invocation) {
        return invocation.stoppedByCaller() || invocation.deadlineNanos().isEmpty()
                ? NEVER
                : invocation.deadlineNanos().getAsLong() - epoch;
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    /** What the caller of a component hears whose time is over. */
    static InvocationTimeoutException tooLate(Invocation invocation, Duration maxTime) {
        return new InvocationTimeoutException("component '" + invocation.componentId() + "' was stopped: its call took"
                + " longer than " + maxTime.toMillis() + " ms (maxExecutionTime)");
    }
}
