package org.latticehost.core.internal.lifecycle;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at every interval, first after one, that the host is alive. A beat that is late is skipped, not made up. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Executor threads;
    private final Runnable beat;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final Future<?> schedule;

    Heartbeat(ScheduledExecutorService timer, Executor threads, Duration interval, Runnable beat) {
        this.threads = threads;
        this.beat = beat;
        long nanos = interval.toNanos();
        schedule = timer.scheduleAtFixedRate(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        schedule.cancel(false);
    }

    private void tick() {
        if (!beating.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException e) {
            beating.set(false); // the host is ending
        }
    }

    private void run() {
        try {
            beat.run();
        } catch (RuntimeException e) {
            LOG.warn("a heartbeat failed, the next one follows", e);
        } finally {
            beating.set(false);
        }
    }
}
