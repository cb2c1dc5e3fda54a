package org.latticehost.core.internal.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All threads of one host but those of guests. Thread-safe. */
public final class HostThreads {
    private static final Logger LOG = LoggerFactory.getLogger(HostThreads.class);

    private final String prefix;
    private final ExecutorService blocking;
    private final ScheduledThreadPoolExecutor scheduler;

    /**
     * @param hostId of which the first letters become part of the names
     */
    public HostThreads(String hostId) {
        prefix = "lattice-" + hostId.substring(0, Math.min(8, hostId.length())) + "-";
        blocking = VirtualThreads.executor(prefix + "work-");
        scheduler = new ScheduledThreadPoolExecutor(1, factory("timer"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** For work that may block: commands, foreign code. Not bounded, so callers bound themselves. */
    public Executor blocking() {
        return blocking;
    }

    /** For short work at a later time: never blocks, hands longer work to {@link #blocking}. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Makes daemon threads of a role. */
    public ThreadFactory factory(String role) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, prefix + role + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The part before the role in names of threads. */
    public String prefix() {
        return prefix;
    }

    /** Ends all threads; those that run on are interrupted and waited for, up to a few seconds. */
    public void close() {
        scheduler.shutdownNow();
        blocking.shutdown();
        try {
            if (!blocking.awaitTermination(100, TimeUnit.MILLISECONDS)) {
                blocking.shutdownNow();
                if (!blocking.awaitTermination(5, TimeUnit.SECONDS)) {
                    LOG.warn("work of {} did not end when interrupted", prefix);
                }
            }
            if (!scheduler.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("timer of {} did not end when interrupted", prefix);
            }
        } catch (InterruptedException e) {
            blocking.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
