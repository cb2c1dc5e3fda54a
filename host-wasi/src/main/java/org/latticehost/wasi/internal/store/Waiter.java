package org.latticehost.wasi.internal.store;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Blocks the guest's thread until something is ready. One per instance; wake-ups come from any thread and may be late
 * (of an earlier wait) or spurious, so every one of them only makes the predicates be asked again.
 */
public final class Waiter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Runnable wake = this::wake;
    private boolean wakeUp;

    /** Waits until one of them is ready. Ends early only by interruption. */
    public void await(List<? extends Waitable> all) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // Before the predicates: what becomes ready after it was asked sets the flag again.
            reset();
            long nanos = Long.MAX_VALUE;
            for (Waitable waitable : all) {
                if (waitable.ready()) {
                    return;
                }
                waitable.whenReady(wake);
                nanos = Math.min(nanos, waitable.nanosLeft());
            }
            park(nanos);
        }
    }

    /** Waits until that is ready. */
    public void await(Waitable one) throws InterruptedException {
        if (!one.ready()) {
            await(List.of(one));
        }
    }

    private void reset() {
        lock.lock();
        try {
            wakeUp = false;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            wakeUp = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    private void park(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!wakeUp && left > 0) {
                if (left == Long.MAX_VALUE) {
                    woken.await();
                } else {
                    left = woken.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
