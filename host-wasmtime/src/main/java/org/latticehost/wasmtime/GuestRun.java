package org.latticehost.wasmtime;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;

/**
 * Who runs guest code of a store, and where it is: in the guest or in a host function. Lets any thread stop it.
 *
 * <p>The interrupt flag of the thread is only set while it is held in a host function by {@link #MARKED}; a flag set a
 * moment later would hit whatever the thread does next.
 */
abstract class GuestRun {
    private static final int IDLE = 0;
    private static final int GUEST = 1;
    private static final int HOST = 2;
    /** In a host function, and the deadline is gone: before guest code goes on it needs another. */
    private static final int HOST_LATE = 3;
    /** In a host function, and somebody sets the interrupt flag right now. */
    private static final int MARKED = 4;

    private final EpochClock clock;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile @Nullable Thread runner;
    private volatile boolean requested;
    private volatile boolean flagged;
    /** Whether the deadline has passed, so that guest code further out cannot go on with it. */
    private boolean expired;
    /** Guarded by the lock of the clock. */
    long deadline;

    GuestRun(EpochClock clock) {
        this.clock = clock;
    }

    /** Gives the native store so many more ticks. Called on the thread that runs it. */
    abstract void setDeadline(long ticks);

    boolean isHeldByThisThread() {
        return runner == Thread.currentThread();
    }

    boolean isIdle() {
        return runner == null;
    }

    /** Takes the store for this thread. */
    void hold() {
        synchronized (this) {
            if (runner != null) {
                throw new IllegalStateException("store is in use by another thread");
            }
            runner = Thread.currentThread();
        }
    }

    void letGo() {
        runner = null;
    }

    /**
     * Guest code is about to run on the thread that holds this: for the first time, or called from a host function.
     *
     * @throws CoreTrapException if the guest is to stop; then it must not run, and nothing has to be undone
     */
    void enterGuest(boolean outermost) {
        trapIfRequested();
        if (outermost) {
            clock.arm(this);
        } else {
            unpark();
        }
        // Again: a request that came in between saw no guest to stop.
        if (requested) {
            leaveGuest(outermost);
            trapIfRequested();
        }
    }

    /** Guest code has ended, and the thread is back in the host function or in the caller. */
    void leaveGuest(boolean outermost) {
        if (outermost) {
            expired = false;
            state.set(IDLE);
            clock.disarm(this);
            if (flagged) {
                flagged = false;
                Thread.interrupted();
            }
        } else {
            state.set(expired ? HOST_LATE : HOST);
            expired = false;
            clock.parked();
        }
    }

    /**
     * @throws CoreTrapException if the guest is to stop; then the host function must not run
     */
    void enterHost() {
        state.set(HOST);
        if (requested) {
            leaveHost();
        }
        clock.parked();
    }

    /**
     * @throws CoreTrapException if the guest is to stop; then it must not run any more
     */
    void leaveHost() {
        unpark();
        trapIfRequested();
    }

    /** As {@link #leaveHost}, but what unwinds the guest anyway is not replaced. */
    void leaveHostFailing() {
        unpark();
    }

    private void unpark() {
        while (!state.compareAndSet(HOST, GUEST)) {
            if (state.get() == HOST_LATE) {
                clock.arm(this);
                return;
            }
            Thread.onSpinWait();
        }
    }

    private void trapIfRequested() {
        if (requested) {
            clock.consume(this);
            throw new CoreTrapException(TrapKind.INTERRUPTED, "interrupted");
        }
    }

    /** The guest trapped for its deadline. */
    void stopped() {
        expired = true;
        clock.consume(this);
    }

    void interrupt() {
        requested = true;
        for (int now = state.get(); now == HOST || now == HOST_LATE || now == MARKED; now = state.get()) {
            if (now != MARKED && state.compareAndSet(now, MARKED)) {
                Thread running = runner;
                if (running != null && !running.isInterrupted()) {
                    flagged = true;
                    running.interrupt();
                }
                state.set(now);
                return;
            }
        }
        clock.stop();
    }

    // ---- under the lock of the clock

    boolean isRequested() {
        return requested;
    }

    void consume() {
        requested = false;
    }

    void resumed() {
        while (!state.compareAndSet(HOST_LATE, GUEST) && !state.compareAndSet(IDLE, GUEST)) {
            Thread.onSpinWait();
        }
    }

    /** Makes sure that guest code does not go on with the deadline it has. Impossible while it runs. */
    boolean postpone() {
        while (true) {
            int now = state.get();
            if (now == HOST_LATE || (now == HOST && state.compareAndSet(HOST, HOST_LATE))) {
                return true;
            }
            if (now != MARKED && now != HOST) {
                return false;
            }
            Thread.onSpinWait();
        }
    }
}
