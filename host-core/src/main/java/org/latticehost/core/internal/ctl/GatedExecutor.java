package org.latticehost.core.internal.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps tasks until it is opened, then passes them on. Thread-safe. */
final class GatedExecutor implements Executor {
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> kept = new ArrayList<>();
    private boolean open;

    GatedExecutor(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (!open) {
                kept.add(task); // few: one for each subscription
                return;
            }
        } finally {
            lock.unlock();
        }
        threads.execute(task);
    }

    void open() {
        List<Runnable> tasks;
        lock.lock();
        try {
            open = true;
            tasks = List.copyOf(kept);
            kept.clear();
        } finally {
            lock.unlock();
        }
        tasks.forEach(threads::execute);
    }
}
