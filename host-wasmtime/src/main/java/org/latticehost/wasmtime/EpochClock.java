package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Engine;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stops one guest among many with the only means there is: a counter of the whole engine, the epoch. A guest that sees
 * the epoch at or beyond the deadline of its store traps.
 *
 * <p>Every guest that is entered gets the next higher deadline, so deadlines follow the order of entry. To stop a guest
 * the epoch is raised to its deadline; that reaches guests entered before it as well. Those that are in host functions
 * get a new deadline before they go on; those that have ended do not care; for the others the one to be stopped has to
 * wait: no guest is ever stopped in place of another. A guest that was entered longest ago, as one that runs out of time
 * usually was, is stopped at once; the worst case is waiting for one that has computed even longer without calling the
 * host. Whoever calls the host or ends looks whether somebody waits, so this needs no thread of its own.
 *
 * <p>Thread-safe.
 */
final class EpochClock {
    /** Raising costs some 100 ns for each step, so steps are not left to pile up. */
    private static final long MAX_GAP = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Engine engine;
    /** Stores that run, by deadline. */
    private final Set<GuestRun> running = new LinkedHashSet<>();

    private long epoch;
    private long last;
    private volatile boolean waiting;
    private boolean closed;

    EpochClock(Engine engine) {
        this.engine = engine;
    }

    /** Gives a store that is about to run guest code the highest deadline. */
    void arm(GuestRun run) {
        lock.lock();
        try {
            running.remove(run);
            if (running.isEmpty()) {
                last = epoch;
            } else if (last - epoch > MAX_GAP) {
                raise(running.iterator().next().deadline - 1);
            }
            run.deadline = ++last;
            running.add(run);
            run.setDeadline(run.deadline - epoch);
            run.resumed();
        } finally {
            lock.unlock();
        }
    }

    /** The store runs guest code no more. */
    void disarm(GuestRun run) {
        lock.lock();
        try {
            running.remove(run);
            if (waiting) {
                stopRequested();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A store went into a host function. */
    void parked() {
        if (waiting) {
            stop();
        }
    }

    /** Stops the stores that are requested to, now or as soon as it harms no other. */
    void stop() {
        lock.lock();
        try {
            stopRequested();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a request; without the lock a late stop could hit the next call. */
    void consume(GuestRun run) {
        lock.lock();
        try {
            run.consume();
        } finally {
            lock.unlock();
        }
    }

    private void stopRequested() {
        GuestRun goal = null;
        boolean blocked = false;
        boolean left = false;
        for (GuestRun run : running) {
            if (run.isRequested()) {
                if (blocked) {
                    left |= run.deadline > epoch;
                } else {
                    goal = run;
                }
            } else {
                blocked |= run.deadline > epoch && !run.postpone();
            }
        }
        waiting = left;
        if (goal != null) {
            raise(goal.deadline);
        }
    }

    /** Stops nobody any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            engine.dispose();
        } finally {
            lock.unlock();
        }
    }

    private void raise(long to) {
        while (epoch < to && !closed) {
            engine.incrementEpoch();
            epoch++;
        }
    }
}
