package org.latticehost.endive;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for one memory of one module, ready to start: each holds the module's image and nothing of anybody who used it
 * before. Making and zeroing a megabyte for every instance would cost more than all the rest of making it.
 */
final class MemoryPool {
    private final byte[] image;
    private final int length;
    private final AtomicLong budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Pages> ready = new ArrayDeque<>();
    private boolean closed;

    /** @param budget bytes that all pools of the engine may still keep */
    MemoryPool(byte[] image, int length, AtomicLong budget) {
        this.image = image;
        this.length = length;
        this.budget = budget;
    }

    byte[] image() {
        return image;
    }

    Pages take() {
        Pages found = poll();
        return found != null ? found : Pages.of(image, length);
    }

    private @Nullable Pages poll() {
        lock.lock();
        try {
            Pages found = ready.pollLast();
            if (found != null) {
                budget.addAndGet(length);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what nobody uses any more, with all its marks. */
    void give(Pages used) {
        if (length == 0 || used.bytes().length != length) {
            return;
        }
        if (budget.addAndGet(-length) < 0) {
            budget.addAndGet(length);
            return;
        }
        used.reset(image);
        lock.lock();
        try {
            if (closed) {
                budget.addAndGet(length);
            } else {
                ready.addLast(used);
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            budget.addAndGet((long) ready.size() * length);
            ready.clear();
        } finally {
            lock.unlock();
        }
    }
}
