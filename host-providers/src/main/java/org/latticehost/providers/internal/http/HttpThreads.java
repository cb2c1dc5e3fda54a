package org.latticehost.providers.internal.http;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.SpareThread;
import org.latticehost.host.spi.LentThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an HTTP server. One that has read a request may run the component, instead of waking another thread for
 * it: two switches between threads cost more than a short call.
 *
 * <p>It then no longer waits for connections that have something to read, so somebody has to stand by. Jetty calls that
 * eat-what-you-kill: a thread that takes up work which may block names a successor ({@link #tryExecute}), and goes on
 * itself if it is through before the successor came. Jetty's own pool wakes the successor at once, which is the switch
 * that we want to save. Here successors are only noted. The component's thread wakes them before it waits for something; and
 * a watcher looks every millisecond whether a component has been running for longer than that.
 *
 * <p>So that there are always threads that read, no more than a few are lent to components at once.
 */
final class HttpThreads extends QueuedThreadPool {
    /** The calling thread, while it reads requests. */
    static final SpareThread SPARE = HttpThreads::takeHere;

    private static final Logger LOG = LoggerFactory.getLogger(HttpThreads.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The watcher sleeps after so many ticks in which nothing was lent: waking it costs more than some ticks. */
    private static final int IDLE_TICKS = 100;

    /** More than read at once, because those that lost their processor are replaced. */
    static final int MAX_LENT = 4 * Runtime.getRuntime().availableProcessors();

    private final long stackBytes;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger lent = new AtomicInteger();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final Set<Runnable> successors = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread watcher;
    private volatile boolean watcherSleeps;

    HttpThreads(int max, long stackBytes) {
        super(max, 1);
        this.stackBytes = stackBytes;
        setName("lattice-http");
        setDaemon(true);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Thread thread = new Thread(this::watch, getName() + "-watch");
        thread.setDaemon(true);
        watcher = thread;
        thread.start();
    }

    /** The watcher ends last: without it, threads that are waited for might wait for their successors. */
    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            Thread thread = watcher;
            watcher = null;
            if (thread != null) {
                LockSupport.unpark(thread);
                thread.join();
            }
        }
    }

    @Override
    public Thread newThread(Runnable work) {
        Reader reader = new Reader(this, work);
        reader.setDaemon(isDaemon());
        reader.setContextClassLoader(HttpThreads.class.getClassLoader());
        readers.add(reader);
        return reader;
    }

    @Override
    protected void removeThread(Thread thread) {
        super.removeThread(thread);
        readers.remove(thread);
    }

    /** Notes who goes on in the place of the calling thread, should that take long; other tasks begin at once. */
    @Override
    public boolean tryExecute(Runnable task) {
        if (!(task instanceof ExecutionStrategy)) {
            return super.tryExecute(task);
        }
        successors.add(task);
        return true;
    }

    /** Tells a connection that it can read; then this thread runs the component that was found for it, if it took that. */
    static void read(Runnable connection) {
        if (Thread.currentThread() instanceof Reader reader && !reader.reads && reader.since == 0) {
            reader.read(connection);
        } else {
            connection.run();
        }
    }

    /**
     * Where an answer has been given, Jetty goes on reading from the connection on another thread. One that runs a component
     * does that itself afterwards.
     */
    @Override
    public void execute(Runnable task) {
        if (!(task instanceof Connection)) {
            super.execute(task);
        } else if (!(Thread.currentThread() instanceof Reader reader && reader.keeps(task))) {
            super.execute(() -> read(task));
        }
    }

    private static boolean takeHere(Runnable work) {
        return Thread.currentThread() instanceof Reader reader && reader.take(work);
    }

    private void watch() {
        int idle = 0;
        while (watcher != null) {
            if (lent.get() > 0) {
                idle = 0;
            } else if (++idle > IDLE_TICKS) {
                watcherSleeps = true;
                if (lent.get() == 0 && watcher != null) {
                    LockSupport.park(this);
                }
                watcherSleeps = false;
                idle = 0;
            }
            LockSupport.parkNanos(this, TICK_NANOS);
            look(System.nanoTime());
        }
    }

    private void look(long now) {
        for (Reader reader : readers) {
            if (reader.takesLong(now)) {
                reader.wakeSuccessors();
            }
        }
    }

    /** Lets all take part in reading that were noted; those who need not do nothing. */
    void wakeSuccessors() {
        for (Iterator<Runnable> all = successors.iterator(); all.hasNext(); ) {
            Runnable successor = all.next();
            all.remove(); // first, because it may be noted again as soon as it runs
            handOver(successor);
        }
    }

    private void handOver(Runnable task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("no connection is read any more, the server has stopped", e);
        }
    }

    /** A thread of this pool. Its own state but for the time is touched by itself alone. */
    private static final class Reader extends LentThread {
        private final HttpThreads pool;
        private boolean reads;
        private @Nullable Runnable taken;
        /** What will be read from when the component has ended. */
        private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        /** When this thread began to run components, 0 if it does not. */
        private volatile long since;
        /** The value of {@link #since} for which the successors have been woken. */
        private volatile long woken;

        Reader(HttpThreads pool, Runnable work) {
            super(work, pool.getName() + "-" + pool.numbers.incrementAndGet(), pool.stackBytes);
            this.pool = pool;
        }

        void read(Runnable connection) {
            try {
                readOnly(connection);
            } finally {
                if (taken != null) {
                    runTaken();
                }
            }
        }

        private void readOnly(Runnable connection) {
            reads = true;
            try {
                connection.run();
            } finally {
                reads = false;
            }
        }

        /** Runs the component; then reads from the connection again, as long as that brings one request after the other. */
        private void runTaken() {
            since = System.nanoTime() | 1;
            try {
                boolean more = true;
                while (more) {
                    Runnable work = taken;
                    if (work != null) {
                        taken = null;
                        run(work);
                    } else {
                        more = readAgain();
                    }
                }
            } finally {
                since = 0;
            }
        }

        boolean take(Runnable work) {
            if (!reads || taken != null) {
                return false;
            }
            if (pool.lent.incrementAndGet() > MAX_LENT) {
                pool.lent.decrementAndGet();
                return false;
            }
            taken = work;
            return true;
        }

        private boolean readAgain() {
            Runnable connection = next.getAndSet(null);
            if (connection == null) {
                return false;
            }
            try {
                readOnly(connection);
            } catch (RuntimeException | Error e) {
                LOG.error("reading from a connection failed", e);
            }
            return true;
        }

        private void run(Runnable work) {
            Thread watching = pool.watcher;
            if (pool.watcherSleeps && watching != null) {
                LockSupport.unpark(watching);
            }
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.error("work on a thread that was lent failed", e);
            } finally {
                pool.lent.decrementAndGet();
            }
        }

        /** Keeps for later what is to be read when the component has ended, unless the successors have been woken. */
        boolean keeps(Runnable connection) {
            long begun = since;
            if (begun == 0 || begun == woken || !next.compareAndSet(null, connection)) {
                return false;
            }
            // The watcher first says that it wakes, then looks here: one of the two sees what the other did.
            return begun != woken || !next.compareAndSet(connection, null);
        }

        private void wakeSuccessors() {
            Runnable connection = next.getAndSet(null);
            if (connection != null) {
                pool.handOver(connection);
            }
            pool.wakeSuccessors();
        }

        /** Tells once for each component that it has been running for longer than a tick. */
        boolean takesLong(long now) {
            long begun = since;
            return begun != 0 && now - begun >= TICK_NANOS && wakes(begun);
        }

        @Override
        protected void aboutToWait() {
            long begun = since;
            if (begun != 0 && wakes(begun)) {
                wakeSuccessors();
            }
        }

        /** True once for each component; if twice, one of them is for nothing. */
        private boolean wakes(long begun) {
            boolean first = woken != begun;
            woken = begun;
            return first;
        }
    }
}
