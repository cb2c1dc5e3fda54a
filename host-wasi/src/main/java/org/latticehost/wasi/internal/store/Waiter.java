package org.latticehost.wasi.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.LentThread;

/**
 * Blocks the guest's thread until something is ready. One per instance; wake-ups come from any thread and may be late
 * (of an earlier wait) or spurious, so every one of them only makes the predicates be asked again.
 */
public final class Waiter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Runnable wake = this::wake;
    private boolean wakeUp;
    /** Where the thread waits instead of at the condition while channels are among what it waits for. */
    private @Nullable Selector selecting;

    /** Waits until one of them is ready. Ends early only by interruption. */
    public void await(List<? extends Waitable> all) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // Before the predicates: what becomes ready after it was asked sets the flag again.
            reset();
            long nanos = Long.MAX_VALUE;
            List<Waitable.Interest> interests = new ArrayList<>(0);
            for (Waitable waitable : all) {
                if (waitable.ready()) {
                    return;
                }
                waitable.whenReady(wake);
                waitable.interest().ifPresent(interests::add);
                nanos = Math.min(nanos, waitable.nanosLeft());
            }
            LentThread.waiting();
            if (interests.isEmpty()) {
                park(nanos);
            } else {
                select(interests, nanos);
            }
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
            if (selecting != null) {
                selecting.wakeup();
            }
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

    // A selector for each wait costs some microseconds and leaves nothing behind that would have to be kept in step.
    private void select(List<Waitable.Interest> interests, long nanos) {
        try (Selector selector = Selector.open()) {
            for (Waitable.Interest interest : interests) {
                SelectionKey key = interest.channel().keyFor(selector);
                int operations = interest.operations() | (key == null ? 0 : key.interestOps());
                interest.channel().register(selector, operations);
            }
            if (enter(selector)) {
                selector.select(nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1));
            }
        } catch (ClosedChannelException e) {
            // Its predicate knows.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wait for sockets", e);
        } finally {
            leave();
        }
    }

    /** False if there was a wake-up already. */
    private boolean enter(Selector selector) {
        lock.lock();
        try {
            selecting = selector;
            return !wakeUp;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            selecting = null;
        } finally {
            lock.unlock();
        }
    }
}
