package org.latticehost.nats;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one transport, jnats' included. All are daemons and end with {@link #close}. */
final class NatsThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NatsThreads.class);
    private static final AtomicInteger TRANSPORTS = new AtomicInteger();

    /** More than processors, so that one handler that does block leaves the others running. */
    private static final int HANDLERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);
    /** A host may have a thousand watches, and reopens them all after an outage. */
    private static final int OPENERS = 4;

    private final ThreadPoolExecutor handlers;
    private final ThreadPoolExecutor openers;
    private final ExecutorService jobs;
    private final ScheduledThreadPoolExecutor timer;

    NatsThreads() {
        String prefix = "lattice-nats-" + TRANSPORTS.incrementAndGet();
        handlers = pool(HANDLERS, prefix + "-handler-");
        openers = pool(OPENERS, prefix + "-watch-");
        jobs = Executors.newCachedThreadPool(factory(prefix + "-io-"));
        timer = new ScheduledThreadPoolExecutor(1, factory(prefix + "-timer-"));
        timer.setRemoveOnCancelPolicy(true);
    }

    private ThreadPoolExecutor pool(int size, String prefix) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory factory(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Runnable marked = () -> {
                mine.set(true);
                task.run();
            };
            Thread thread = new Thread(marked, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For handlers and listeners, which do not block. */
    ExecutorService handlers() {
        return handlers;
    }

    /** For what blocks: connecting, requests to JetStream, the loops of jnats. */
    ExecutorService jobs() {
        return jobs;
    }

    /** For jnats, which schedules its pings here. */
    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /** Runs a short task after the delay; not at all once closed. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs what blocks, now or after a delay; not at all once closed. */
    void job(Duration delay, Runnable job) {
        run(delay, jobs, job);
    }

    /** Opens a watch, now or after a delay, a few at a time; not at all once closed. */
    void opening(Duration delay, Runnable opening) {
        run(delay, openers, opening);
    }

    private void run(Duration delay, ExecutorService executor, Runnable task) {
        try {
            if (delay.isZero()) {
                executor.execute(task);
            } else {
                ScheduledFuture<?> later = after(delay, () -> run(Duration.ZERO, executor, task));
                LOG.trace("scheduled {}", later);
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile");
        }
    }

    /** Lets handlers end for 2 s, then interrupts them. */
    @Override
    public void close() {
        timer.shutdownNow();
        jobs.shutdownNow();
        openers.shutdownNow();
        handlers.shutdown();
        if (mine.get()) {
            return; // a handler closes its own transport: it cannot wait for itself
        }
        try {
            if (!handlers.awaitTermination(2, TimeUnit.SECONDS)) {
                handlers.shutdownNow();
            }
            if (!jobs.awaitTermination(2, TimeUnit.SECONDS)
                    || !openers.awaitTermination(1, TimeUnit.SECONDS)
                    || !timer.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("threads end later");
            }
        } catch (InterruptedException e) {
            handlers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
