package org.latticehost.core.internal.component;

import java.util.concurrent.TimeUnit;

/**
 * Whether the calls of a component are over so soon that waking a thread for them costs more than they do. Told by how many
 * of the last ones were longer, not by their mean, which one call would spoil that blocked, or lost its processor. Only calls
 * on threads that were lent count, because others wait for their thread's turn as well; while calls seem long, one is lent
 * from time to time.
 *
 * <p>Thread-safe; calls that begin or end in the same moment may count as one.
 */
final class CallLength {
    private static final long BRIEF_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    /** The same for a try, which finds the processors busy with the threads that waking costs. */
    private static final long BRIEF_TRY_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** One long call in three keeps the score where it is: on a busy machine many lose their processor. */
    private static final int LONGER = 2;

    private static final int BRIEF_TRY = 4;
    private static final int MOST = 64;
    private static final int BRIEF_BELOW = 32;
    private static final int TRY_OFTEN = 16;
    private static final int TRY_SELDOM = 256;

    private volatile int score = MOST; // the first calls of a component are long
    private volatile int interval = TRY_OFTEN;
    private volatile int untilTry = TRY_OFTEN;

    /** Whether the next call should run on a thread that is lent. */
    boolean brief() {
        if (score < BRIEF_BELOW) {
            return true;
        }
        int left = untilTry - 1;
        untilTry = left > 0 ? left : interval;
        return left <= 0;
    }

    /** Runs a call on a thread that was lent. */
    void measure(Runnable call) {
        long begun = System.nanoTime();
        try {
            call.run();
        } finally {
            ended(System.nanoTime() - begun);
        }
    }

    private void ended(long nanos) {
        int before = score;
        if (before >= BRIEF_BELOW) {
            boolean brief = nanos <= BRIEF_TRY_NANOS;
            score = brief ? before - BRIEF_TRY : Math.min(MOST, before + LONGER);
            interval = brief ? Math.max(TRY_OFTEN, interval / 2) : Math.min(TRY_SELDOM, 2 * interval);
        } else if (nanos > BRIEF_NANOS) {
            score = before + LONGER;
        } else if (before > 0) {
            score = before - 1;
        }
    }
}
