package org.latticehost.core.internal.component;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.ScaleCommand;

/**
 * How many calls of a component run at once, and who waits: first come, first served, up to a number of calls and a
 * time. No thread waits.
 *
 * <p>As long as nobody waits a permit costs one atomic operation. Whoever begins to wait says so before it looks for a permit
 * once more, and whoever gives one back does so before it looks for those that wait: one of the two sees the other.
 *
 * <p>Thread-safe.
 */
final class Admission {
    private static final CompletableFuture<@Nullable Void> ADMITTED = CompletableFuture.completedFuture(null);

    private final String componentId;
    private final int maxWaiting;
    private final long maxWaitNanos;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<CompletableFuture<@Nullable Void>> waiting = new ArrayDeque<>();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private final AtomicLong active = new AtomicLong();
    private volatile long limit;
    /** How many wait, for those without the lock. */
    private volatile int queued;

    private volatile @Nullable HostException closed;

    Admission(String componentId, long limit, HostLimits limits, ScheduledExecutorService timer) {
        this.componentId = componentId;
        this.limit = limit;
        this.maxWaiting = limits.maxQueuedCalls();
        this.maxWaitNanos = limits.maxQueueTime().toNanos();
        this.timer = timer;
    }

    /**
     * Asks for a permit. The stage completes when there is one, at once or on the thread that gave it back; it fails with
     * an {@link OverloadedException}, or with what this was closed with.
     */
    CompletableFuture<@Nullable Void> acquire() {
        return queued == 0 && entered() ? admitted() : queue();
    }

    private boolean entered() {
        while (true) {
            long now = active.get();
            if (now >= limit) {
                return false;
            }
            if (active.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    private CompletableFuture<@Nullable Void> admitted() {
        HostException reason = closed;
        if (reason == null) {
            return ADMITTED;
        }
        release();
        return CompletableFuture.failedFuture(reason);
    }

    private CompletableFuture<@Nullable Void> queue() {
        CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed != null) {
                return CompletableFuture.failedFuture(closed);
            }
            if (waiting.size() >= maxWaiting) {
                return CompletableFuture.failedFuture(new OverloadedException("component '" + componentId
                        + "' is busy: " + active + " of " + limitText() + " calls run and " + waiting.size()
                        + " wait; scale it up or send less"));
            }
            waiting.add(turn);
            queued = waiting.size();
        } finally {
            lock.unlock();
        }
        admit();
        if (!turn.isDone()) {
            expireLater(turn);
        }
        return turn;
    }

    /** Whoever waited does not want its turn any more. Without effect once it had it. */
    void leave(CompletableFuture<@Nullable Void> turn, HostException reason) {
        boolean waited;
        lock.lock();
        try {
            waited = waiting.removeIf(each -> each == turn);
            queued = waiting.size();
        } finally {
            lock.unlock();
        }
        if (waited) {
            turn.completeExceptionally(reason);
        }
    }

    /** Gives a permit back; the longest waiting call gets it. */
    void release() {
        long left = active.decrementAndGet();
        if (queued > 0) {
            admit();
        }
        if (left == 0 && closed != null) {
            drained.complete(null);
        }
    }

    /** Changes how many calls run at once; more are admitted at once, those beyond a smaller number finish. */
    void limit(long calls) {
        limit = calls;
        admit();
    }

    /** Calls that run now. */
    long active() {
        return active.get();
    }

    /** Admits nobody more, refuses those that wait, and completes when the calls in progress have ended. */
    CompletableFuture<@Nullable Void> close(HostException reason) {
        ArrayDeque<CompletableFuture<@Nullable Void>> refused = new ArrayDeque<>();
        boolean idle;
        lock.lock();
        try {
            closed = closed == null ? reason : closed;
            refused.addAll(waiting);
            waiting.clear();
            queued = 0;
            idle = active.get() == 0;
        } finally {
            lock.unlock();
        }
        refused.forEach(turn -> turn.completeExceptionally(reason));
        if (idle) {
            drained.complete(null);
        }
        return drained;
    }

    private void admit() {
        CompletableFuture<@Nullable Void> turn;
        while ((turn = next()) != null) {
            if (!turn.complete(null)) { // its time was over in the same moment
                release();
            }
        }
    }

    private @Nullable CompletableFuture<@Nullable Void> next() {
        lock.lock();
        try {
            if (closed != null || waiting.isEmpty() || !entered()) {
                return null;
            }
            CompletableFuture<@Nullable Void> turn = waiting.poll();
            queued = waiting.size();
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private void expireLater(CompletableFuture<@Nullable Void> turn) {
        var timeout = timer.schedule(() -> expire(turn), maxWaitNanos, TimeUnit.NANOSECONDS);
        var unused = turn.whenComplete((ok, failure) -> timeout.cancel(false));
    }

    private void expire(CompletableFuture<@Nullable Void> turn) {
        String state;
        lock.lock();
        try {
            if (!waiting.removeIf(each -> each == turn)) {
                return;
            }
            queued = waiting.size();
            state = active + " of " + limitText() + " calls run and " + waiting.size() + " wait";
        } finally {
            lock.unlock();
        }
        turn.completeExceptionally(new OverloadedException("no free instance of component '" + componentId + "' within "
                + TimeUnit.NANOSECONDS.toMillis(maxWaitNanos) + " ms: " + state + "; scale it up or send less"));
    }

    private String limitText() {
        return limit == ScaleCommand.UNBOUNDED ? "unbounded" : Long.toString(limit);
    }
}
