package org.latticehost.endive;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for one memory of one module, ready for use: each holds the module's image, then zeros, and nothing of anybody
 * who used it before. Making and zeroing a megabyte for every instance, and again for each that grows, would cost more
 * than all the rest of a short call. Thread-safe.
 */
final class MemoryPool {
    /** Larger arrays are left to the garbage collector. */
    private static final int MAX_LENGTH = 32 << 20;
    /** Guests choose the sizes they grow to: only those used last are kept. */
    private static final int MAX_SIZES = 8;

    private final byte[] image;
    private final int initialLength;
    private final AtomicLong budget;
    private final ReentrantLock lock = new ReentrantLock();
    /** By length; the length used longest ago comes first. */
    private final Map<Integer, ArrayDeque<Pages>> ready = new LinkedHashMap<>(MAX_SIZES * 2, 0.75f, true);

    private boolean closed;

    /** @param budget bytes that all pools of the engine may still keep */
    MemoryPool(byte[] image, int initialLength, AtomicLong budget) {
        this.image = image;
        this.initialLength = initialLength;
        this.budget = budget;
    }

    /** What a new memory holds. */
    PagedContent start() {
        return PagedContent.start(image, initialLength);
    }

    /** An array of that length, at least the initial one, which holds the image; without marks. */
    Pages take(int length) {
        Pages found = poll(length);
        return found != null ? found : Pages.of(image, length);
    }

    private @Nullable Pages poll(int length) {
        lock.lock();
        try {
            ArrayDeque<Pages> fitting = ready.get(length);
            Pages found = fitting == null ? null : fitting.pollLast();
            if (found != null) {
                budget.addAndGet(length);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back what nobody uses any more.
     *
     * @param used its marks tell where it may differ from the content
     * @param content what it held before the writes that are marked
     */
    void give(Pages used, PagedContent content) {
        int length = used.bytes().length;
        if (length == 0 || length > MAX_LENGTH || !reserve(length)) {
            return;
        }
        used.markDifferences(content);
        used.reset(PagedContent.start(image, length));
        lock.lock();
        try {
            if (closed) {
                budget.addAndGet(length);
            } else {
                ready.computeIfAbsent(length, n -> new ArrayDeque<>()).addLast(used);
                if (ready.size() > MAX_SIZES) {
                    dropOldestSize();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes room in the budget, at the cost of sizes of this memory that were not used for longer. */
    private boolean reserve(int length) {
        if (budget.addAndGet(-length) >= 0) {
            return true;
        }
        lock.lock();
        try {
            while (budget.get() < 0
                    && !ready.isEmpty()
                    && ready.keySet().iterator().next() != length) {
                dropOldestSize();
            }
        } finally {
            lock.unlock();
        }
        if (budget.get() >= 0) {
            return true;
        }
        budget.addAndGet(length);
        return false;
    }

    private void dropOldestSize() {
        Iterator<Map.Entry<Integer, ArrayDeque<Pages>>> sizes = ready.entrySet().iterator();
        Map.Entry<Integer, ArrayDeque<Pages>> oldest = sizes.next();
        budget.addAndGet((long) oldest.getKey() * oldest.getValue().size());
        sizes.remove();
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            while (!ready.isEmpty()) {
                dropOldestSize();
            }
        } finally {
            lock.unlock();
        }
    }
}
