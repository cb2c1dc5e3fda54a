package org.latticehost.core.internal.thread;

import java.util.concurrent.TimeUnit;

/**
 * A thread of {@link GuestThreads}. A guest that computes for long gives way to others every now and then: the system lets a
 * thread that never waits finish its turn of milliseconds, while the short call of another component waits for a processor.
 *
 * <p>Guests compiled to Java look at the flag of {@link #isInterrupted()} at every call and loop, which is the only place where
 * one that never calls its host can be reached. Guests of native engines do not pass here.
 */
final class GuestThread extends Thread {
    /** Looks at the flag between two looks at the clock, which costs more; a power of two. */
    private static final int LOOKS = 4096;

    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(250);
    private static final long TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    private int looks;
    /** When the guest gives way next, if it still runs then. */
    private long turnEnds;

    GuestThread(Runnable work, String name, long stackBytes) {
        super(null, work, name, stackBytes);
        setDaemon(true);
    }

    /** A call begins on this thread, which calls this. */
    void callBegins() {
        turnEnds = System.nanoTime() + LONG_NANOS;
    }

    @Override
    public boolean isInterrupted() {
        if ((++looks & LOOKS - 1) == 0 && Thread.currentThread() == this) {
            giveWay();
        }
        return super.isInterrupted();
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it; it only shortens the wait of others
    private void giveWay() {
        if (System.nanoTime() - turnEnds > 0) {
            Thread.yield();
            turnEnds = System.nanoTime() + TURN_NANOS;
        }
    }
}
