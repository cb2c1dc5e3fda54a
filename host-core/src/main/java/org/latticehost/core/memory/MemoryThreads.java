package org.latticehost.core.memory;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one transport: a few for handlers, one for time limits. All are daemons and end with {@link #close}. */
final class MemoryThreads implements Executor, AutoCloseable {
    /** More than processors, so that one handler that does block leaves the others running. */
    private static final int HANDLERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);
    private final ExecutorService handlers;
    private final ScheduledThreadPoolExecutor timer;

    MemoryThreads(String prefix) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                HANDLERS, HANDLERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(prefix + "-handler-"));
        pool.allowCoreThreadTimeOut(true);
        handlers = pool;
        timer = new ScheduledThreadPoolExecutor(1, factory(prefix + "-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private ThreadFactory factory(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(
                    () -> {
                        mine.set(true);
                        task.run();
                    },
                    prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable task) {
        handlers.execute(task);
    }

    /** Runs a short task after the delay. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets running handlers end for 2 s, then interrupts them. */
    @Override
    public void close() {
        timer.shutdownNow();
        handlers.shutdown();
        if (mine.get()) {
            return; // a handler closes its own transport: it cannot wait for itself
        }
        boolean interrupted = false;
        try {
            if (!handlers.awaitTermination(2, TimeUnit.SECONDS)) {
                handlers.shutdownNow();
            }
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            handlers.shutdownNow();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
