package org.latticehost.endive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets any thread stop the one that runs guest code of a store.
 *
 * <p>Compiled code looks at the interrupt flag of its thread at every call and loop, and nothing else can reach a thread
 * that is blocked in a host function. But a flag set a moment too late would hit whatever the thread does after the
 * guest. So the flag is only set while {@link #runner} holds a mark that keeps the thread from leaving: whoever
 * interrupts swaps the thread for the mark, sets the flag and swaps back; leaving swaps the thread for null and takes the
 * flag away again if it was set from here. An interrupt that belongs to somebody else is left alone.
 */
final class RunGuard {
    private static final VarHandle RUNNER;
    /** Never started; stands in {@link #runner} while a flag is being set. */
    private static final Thread MARK = new Thread(() -> {}, "lattice-endive-mark");

    /** Never started; in {@link #runner} of closed stores. */
    private static final Thread CLOSED = new Thread(() -> {}, "lattice-endive-closed");

    static {
        try {
            RUNNER = MethodHandles.lookup().findVarHandle(RunGuard.class, "runner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through RUNNER
    private volatile @Nullable Thread runner;

    private volatile boolean requested;
    /** Whether the flag of the running thread was set from here. Guarded by the hand-over of {@link #runner}. */
    private boolean flagged;

    /**
     * Marks this thread as the one that runs guest code.
     *
     * @throws IllegalStateException if another thread runs guest code of this store, or it is closed
     */
    void enter() {
        // A volatile write: either the interrupter sees this thread or this thread sees the request.
        if (!RUNNER.compareAndSet(this, null, Thread.currentThread())) {
            throw new IllegalStateException(runner == CLOSED ? "store is closed" : "store is in use by another thread");
        }
    }

    /** Whether this thread is inside guest code of this store, in a host function that is. */
    boolean isHeldByThisThread() {
        Thread holder = runner;
        while (holder == MARK) {
            Thread.onSpinWait();
            holder = runner;
        }
        return holder == Thread.currentThread();
    }

    boolean isIdle() {
        return runner == null;
    }

    /** Ends what {@link #enter} began. */
    void exit() {
        Thread self = Thread.currentThread();
        while (!RUNNER.compareAndSet(this, self, null)) {
            Thread.onSpinWait();
        }
        if (flagged) {
            flagged = false;
            Thread.interrupted();
        }
    }

    /** Lets nobody in any more. */
    void close() {
        if (!RUNNER.compareAndSet(this, null, CLOSED)) {
            throw new IllegalStateException("guest code of this store is running; interrupt it before closing");
        }
    }

    /** Whether an interrupt waits to be turned into a trap. */
    boolean isRequested() {
        return requested;
    }

    /** The request became a trap. */
    void consume() {
        requested = false;
    }

    void interrupt() {
        requested = true;
        Thread running = runner;
        if (running != null && running != MARK && running != CLOSED && RUNNER.compareAndSet(this, running, MARK)) {
            if (!running.isInterrupted()) {
                flagged = true;
                running.interrupt();
            }
            runner = running;
        }
    }
}
