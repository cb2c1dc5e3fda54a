package org.latticehost.core.internal.thread;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.http.SpareThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that guests run on: platform threads with a stack of known size, because compiled guests recurse on it and
 * native engines measure it. An idle thread is used before a new one is made; beyond the largest number calls wait.
 *
 * <p>Waking a thread costs more than most calls take. So one is woken at a time: when it comes it wakes the next if calls
 * still wait, and a burst of short calls is done by few threads.
 *
 * <p>A {@code ThreadPoolExecutor} cannot do that: with an unbounded queue it makes threads although others idle, with a
 * handed-over one it cannot queue.
 *
 * <p>Thread-safe.
 */
public final class GuestThreads {
    private static final Logger LOG = LoggerFactory.getLogger(GuestThreads.class);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Set<Thread> workers = new HashSet<>();
    private final String prefix;
    private final int maxThreads;
    private final int maxQueue;
    private final long stackBytes;
    /** Whether calls wait in the queue; written under the lock. */
    private volatile boolean someWait;

    private int idle;
    /** Threads that were woken or made, and have not come for their call yet. */
    private int coming;
    /** Calls that run on workers. */
    private int busy;
    /** Calls that run on threads of others. */
    private int lent;

    private long made;
    private boolean closed;

    /**
     * @param prefix of thread names
     * @param maxThreads calls that run at once
     * @param maxQueue calls that wait for a thread
     * @param stackBytes of each thread
     */
    public GuestThreads(String prefix, int maxThreads, int maxQueue, long stackBytes) {
        this.prefix = prefix;
        this.maxThreads = maxThreads;
        this.maxQueue = maxQueue;
        this.stackBytes = stackBytes;
    }

    /**
     * Runs a call, now or when a thread is free.
     *
     * @throws OverloadedException if too many wait, or this is closed
     */
    public void execute(Runnable call) {
        Thread start;
        lock.lock();
        try {
            if (closed) {
                throw new OverloadedException("no guest can be started, the host is stopping");
            }
            if (queue.size() >= maxQueue) {
                throw new OverloadedException("no thread for a guest: " + workers.size() + " of " + maxThreads
                        + " busy, " + queue.size() + " calls waiting; raise maxGuestThreads or send less");
            }
            queue.add(call);
            someWait = true;
            start = another();
        } finally {
            lock.unlock();
        }
        if (!started(start) && forget(call)) {
            throw new OverloadedException("no thread for a guest: the system has no room for another");
        }
    }

    /** Whether calls wait for a thread at this moment. */
    public boolean someWait() {
        return someWait;
    }

    /** Under the lock: sees to it that a thread comes for what waits. Returns one to be started, if there is none idle. */
    private @Nullable Thread another() {
        if (coming > 0 || queue.isEmpty() || full()) {
            return null;
        }
        if (idle > 0) {
            coming++;
            work.signal();
            return null;
        }
        if (workers.size() >= maxThreads) {
            return null; // whoever is free first takes it
        }
        Thread thread = new GuestThread(this::serve, prefix + "guest-" + ++made, stackBytes);
        workers.add(thread);
        coming++;
        return thread;
    }

    /** Starts a thread; false if the system has no room for it. */
    private boolean started(@Nullable Thread thread) {
        if (thread == null) {
            return true;
        }
        try {
            thread.start();
            return true;
        } catch (OutOfMemoryError e) { // which is how the JVM says that there can be no more threads
            LOG.atWarn().setCause(e).log("no thread for a guest");
            lock.lock();
            try {
                coming--;
                workers.remove(thread);
            } finally {
                lock.unlock();
            }
            return false;
        }
    }

    /** Takes a call back; false if a thread has it already. */
    private boolean forget(Runnable call) {
        lock.lock();
        try {
            boolean removed = queue.removeIf(each -> each == call);
            someWait = !queue.isEmpty();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a thread of somebody else run a call, which counts as one of those that run at once.
     *
     * @return false if the call has to be executed here: others wait already, or the thread is not to be had
     */
    public boolean lend(SpareThread spare, Runnable call) {
        lock.lock();
        try {
            if (closed || queue.size() + busy + lent >= maxThreads) {
                return false;
            }
            lent++;
        } finally {
            lock.unlock();
        }
        boolean taken = false;
        try {
            taken = spare.take(() -> {
                try {
                    run(call);
                } finally {
                    lentOver();
                }
            });
            return taken;
        } finally {
            if (!taken) {
                lentOver();
            }
        }
    }

    private void lentOver() {
        Thread start;
        lock.lock();
        try {
            lent--;
            start = another();
            if (closed) {
                ended.signalAll();
            }
        } finally {
            lock.unlock();
        }
        boolean unused = started(start); // if not, whoever is free next takes what waits
    }

    private boolean full() {
        return busy + lent >= maxThreads;
    }

    /** Takes no more calls, interrupts those that run and waits for the threads. Returns whether all ended. */
    public boolean close(long timeoutNanos) {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            workers.forEach(Thread::interrupt);
            long left = timeoutNanos;
            while ((!workers.isEmpty() || lent > 0) && left > 0) {
                left = ended.awaitNanos(left);
            }
            return workers.isEmpty() && lent == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void serve() {
        try {
            boolean isNew = true;
            Runnable call;
            while ((call = next(isNew)) != null) {
                isNew = false;
                if (Thread.currentThread() instanceof GuestThread thread) {
                    thread.callBegins();
                }
                run(call);
            }
        } finally {
            lock.lock();
            try {
                workers.remove(Thread.currentThread());
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a guest call failed outside the guest", e);
        } finally {
            Thread.interrupted(); // an interrupt belongs to the call it was meant for
        }
    }

    private @Nullable Runnable next(boolean isNew) {
        Runnable next;
        Thread start;
        lock.lock();
        try {
            if (isNew) {
                coming--;
            } else {
                busy--;
            }
            long left = IDLE_NANOS;
            // Threads that were lent may take so many of the calls that run at once that none is left for this one.
            while (!closed && (queue.isEmpty() ? left > 0 : full())) {
                left = queue.isEmpty() ? left : IDLE_NANOS;
                idle++;
                try {
                    left = work.awaitNanos(left);
                } catch (InterruptedException e) {
                    // Only close interrupts an idle thread, and it has set the flag before.
                } finally {
                    idle--;
                    // Whether this one was woken or its time was over: it comes, and whoever was woken finds less to
                    // do.
                    coming = Math.max(0, coming - 1);
                }
            }
            next = queue.poll();
            someWait = !queue.isEmpty();
            if (next != null) {
                busy++;
            } else {
                workers.remove(Thread.currentThread()); // under the lock, so that execute does not count on it
            }
            start = another();
        } finally {
            lock.unlock();
        }
        boolean unused = started(start); // if not, this one goes on with what waits
        return next;
    }
}
