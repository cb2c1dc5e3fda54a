package org.latticehost.core.internal.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Counts served calls until everything of them is sent, so that a host that stops can wait for it. Thread-safe. */
final class OpenCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private boolean draining;
    private int open;

    /** Counts a call until that stage completes. */
    void add(CompletionStage<?> over) {
        count(1);
        var unused = over.whenComplete((ok, failure) -> count(-1));
    }

    /** Completes as soon as no call is open. */
    CompletableFuture<@Nullable Void> drained() {
        lock.lock();
        try {
            draining = true;
        } finally {
            lock.unlock();
        }
        count(0);
        return drained;
    }

    private void count(int change) {
        boolean none;
        lock.lock();
        try {
            open += change;
            none = draining && open == 0;
        } finally {
            lock.unlock();
        }
        if (none) {
            drained.complete(null);
        }
    }
}
