package org.latticehost.core.internal.ctl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts the requests in progress, up to a bound, and tells when the last one is over. Thread-safe. */
final class Outstanding {
    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private int count;
    private boolean closed;

    Outstanding(int bound) {
        this.bound = bound;
    }

    /** Whether one more may begin. */
    boolean begin() {
        lock.lock();
        try {
            if (closed || count == bound) {
                return false;
            }
            count++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        boolean last;
        lock.lock();
        try {
            count--;
            last = closed && count == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            drained.complete(null);
        }
    }

    /** Lets none begin any more; completes when those in progress are over. */
    CompletableFuture<@Nullable Void> close() {
        boolean idle;
        lock.lock();
        try {
            closed = true;
            idle = count == 0;
        } finally {
            lock.unlock();
        }
        if (idle) {
            drained.complete(null);
        }
        return drained;
    }
}
