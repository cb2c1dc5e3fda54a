package org.latticehost.core.internal.bucket;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.HostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is tried until it succeeds, with growing pauses; one attempt at a time. A failure is logged as a warning once,
 * until it reads differently. Thread-safe.
 */
public final class Retries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    /** The work. */
    @FunctionalInterface
    public interface Attempt {

        /** Tries; false, or an exception of ours, to be asked again. Blocks. */
        boolean run();
    }

    private final String what;
    private final Background background;
    private final Attempt attempt;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String problem;
    private boolean wanted;
    private boolean running;
    private boolean closed;
    private int failures;

    public Retries(String what, Background background, Attempt attempt) {
        this.what = what;
        this.background = background;
        this.attempt = attempt;
    }

    /** Has the work done, soon; once more if it is being done now. */
    public void begin() {
        lock.lock();
        try {
            wanted = !closed;
            failures = 0;
            if (closed || running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        submit();
    }

    /** The work is done, whoever did it. */
    public void done() {
        lock.lock();
        try {
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    /** Why the last attempt failed; empty after a success. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted = false;
        } finally {
            lock.unlock();
        }
    }

    private void submit() {
        try {
            background.threads().execute(this::run);
        } catch (RejectedExecutionException e) {
            close(); // the host has ended
        }
    }

    private void run() {
        if (!take()) {
            return;
        }
        boolean succeeded = false;
        try {
            succeeded = attempt.run();
            if (succeeded) {
                problem = null;
            }
        } catch (HostException | IllegalStateException e) {
            failed(e);
        }
        again(succeeded);
    }

    private void failed(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        boolean known = text.equals(problem);
        problem = text;
        lock.lock();
        try {
            if (closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        if (known) {
            LOG.debug("cannot {} yet: {}", what, text);
        } else {
            LOG.warn("cannot {} yet, trying until it succeeds: {}", what, text);
        }
    }

    /** Whether an attempt is to be made; it counts as the one that was wanted. */
    private boolean take() {
        lock.lock();
        try {
            if (!wanted) {
                running = false;
                return false;
            }
            wanted = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void again(boolean succeeded) {
        long pause;
        lock.lock();
        try {
            if (closed || (succeeded && !wanted)) {
                running = false;
                return;
            }
            wanted = true;
            pause = succeeded ? 0 : Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures++, 10));
        } finally {
            lock.unlock();
        }
        try {
            var unused = background.timer().schedule(this::submit, pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close();
        }
    }
}
