package org.latticehost.host.spi;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands items to a handler one after the other and in order, on a shared executor and within bounds; without a thread of
 * its own. For implementations of {@link LatticeTransport}, which have thousands of subscriptions and few threads.
 *
 * <p>Thread-safe. The handler runs on the thread that offers only by {@link #offerOrHandle}, or if the executor does so.
 *
 * @param <T> what is handed over
 */
public final class SerialDelivery<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SerialDelivery.class);

    /** Items handled before others waiting for the executor get their turn. */
    private static final int BATCH = 64;

    /** Tells how much of the byte bound an item takes. */
    @FunctionalInterface
    public interface Size<T> {
        long of(T item);
    }

    private final String name;
    private final Executor executor;
    private final SubscriptionOptions bounds;
    private final Size<? super T> size;
    private final Consumer<? super T> handler;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean dropping;
    private boolean scheduled;
    private boolean closed;

    /**
     * @param name for the log
     * @param executor runs the handler
     * @param bounds beyond them, what is offered is dropped
     * @param size counted against the byte bound
     * @param handler what it throws is logged
     */
    public SerialDelivery(
            String name,
            Executor executor,
            SubscriptionOptions bounds,
            Size<? super T> size,
            Consumer<? super T> handler) {
        this.name = name;
        this.executor = executor;
        this.bounds = bounds;
        this.size = size;
        this.handler = handler;
    }

    /** Runs tasks one after the other, without bounds. */
    public static SerialDelivery<Runnable> ofTasks(String name, Executor executor) {
        SubscriptionOptions unbounded = new SubscriptionOptions(Integer.MAX_VALUE, Long.MAX_VALUE);
        return new SerialDelivery<>(name, executor, unbounded, task -> 0, Runnable::run);
    }

    /** Hands over an item later; false if it was dropped or this is closed. */
    public boolean offer(T item) {
        long length = size.of(item);
        boolean full;
        boolean first = false;
        boolean start = false;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            full = waiting.size() >= bounds.maxPendingMessages()
                    || (!waiting.isEmpty() && bytes + length > bounds.maxPendingBytes());
            if (full) {
                dropped++;
                first = !dropping;
                dropping = true;
            } else {
                waiting.add(item);
                bytes += length;
                start = !scheduled;
                scheduled = true;
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            LOG.atWarn()
                    .addKeyValue("subscription", name)
                    .addKeyValue("maxPendingMessages", bounds.maxPendingMessages())
                    .addKeyValue("maxPendingBytes", bounds.maxPendingBytes())
                    .log("messages are dropped: the handler is too slow or the bounds are too small");
        }
        if (start) {
            schedule();
        }
        return !full;
    }

    /**
     * Handles an item on this thread if none is waiting or being handled, so that the order stays; else as {@link #offer}.
     */
    public boolean offerOrHandle(T item) {
        boolean busy;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            busy = scheduled;
            scheduled = true; // what comes meanwhile has to wait for this item
        } finally {
            lock.unlock();
        }
        if (busy) {
            return offer(item);
        }
        handle(item);
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                scheduled = false;
                dropping = false;
                return true;
            }
        } finally {
            lock.unlock();
        }
        schedule();
        return true;
    }

    /** How many were dropped. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what is waiting; no handler call begins afterwards. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void schedule() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: executor is closed", name);
            close();
        }
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            T item;
            lock.lock();
            try {
                item = waiting.poll();
                if (item == null) {
                    scheduled = false;
                    dropping = false;
                    return;
                }
                bytes -= size.of(item);
            } finally {
                lock.unlock();
            }
            handle(item);
        }
        schedule();
    }

    private void handle(T item) {
        try {
            handler.accept(item);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("subscription", name)
                    .addKeyValue("handler", handler.getClass().getName())
                    .setCause(e)
                    .log("a handler failed; the next message is handled");
        }
    }
}
