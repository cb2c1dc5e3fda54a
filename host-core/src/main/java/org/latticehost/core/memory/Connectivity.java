package org.latticehost.core.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

/** Whether a transport is started, connected or closed, and what it keeps for sending meanwhile. Thread-safe. */
final class Connectivity {
    private enum Phase {
        NEW,
        STARTED,
        CLOSED
    }

    /** As much as NATS clients keep. */
    private static final long BUFFER_BYTES = 8L << 20;

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<LatticeMessage> kept = new ArrayDeque<>();
    private long keptBytes;
    private Phase phase = Phase.NEW;
    private boolean linked = true;
    private volatile boolean connected;
    private volatile boolean receiving;

    Connectivity(String name) {
        this.name = name;
    }

    boolean connected() {
        return connected;
    }

    /** Whether messages reach this side; begins just before {@link #connected}. */
    boolean receiving() {
        return receiving;
    }

    /** Starts; true if connected now. */
    boolean start() {
        lock.lock();
        try {
            if (phase != Phase.NEW) {
                throw new IllegalStateException("transport '" + name + "' was started before");
            }
            phase = Phase.STARTED;
            receiving = linked;
            connected = linked;
            return connected;
        } finally {
            lock.unlock();
        }
    }

    /** Loses the connection; true if there was one. */
    boolean unlink() {
        lock.lock();
        try {
            boolean was = connected;
            linked = false;
            receiving = false;
            connected = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Connects, sends what was kept before anything newer; true if there was no connection. */
    boolean link(Consumer<LatticeMessage> send) {
        lock.lock();
        try {
            linked = true;
            if (phase != Phase.STARTED || connected) {
                return false;
            }
            receiving = true; // what was kept may be for our own subscriptions
            while (!kept.isEmpty()) {
                send.accept(kept.remove());
            }
            keptBytes = 0;
            connected = true; // last, or newer messages would overtake those that were kept
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes; false if it was closed before. */
    boolean close() {
        lock.lock();
        try {
            boolean first = phase != Phase.CLOSED;
            phase = Phase.CLOSED;
            receiving = false;
            connected = false;
            kept.clear();
            changed.signalAll();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the message for sending if there is no connection; false if it can be sent now. */
    boolean keep(LatticeMessage message) {
        lock.lock();
        try {
            requireOpen();
            if (connected) {
                return false;
            }
            int size = message.payload().length;
            if (keptBytes + size > BUFFER_BYTES) {
                throw new TransportException(
                        ErrorCode.OVERLOADED,
                        "not connected, and no room to keep a message of " + size + " bytes for '" + message.subject()
                                + "' (" + kept.size() + " messages, " + keptBytes + " of " + BUFFER_BYTES + " bytes)");
            }
            kept.add(message);
            keptBytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void requireStarted() {
        if (!connected) {
            lock.lock();
            try {
                if (phase == Phase.NEW) {
                    throw new IllegalStateException("transport '" + name + "' is not started");
                }
            } finally {
                lock.unlock();
            }
        }
    }

    void requireOpen() {
        lock.lock();
        try {
            requireStarted();
            if (phase == Phase.CLOSED) {
                throw new TransportException(ErrorCode.HOST_STOPPED, "transport '" + name + "' is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a connection; false if there is none in time. */
    boolean await(Duration timeout) {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            requireOpen();
            while (!connected) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
                requireOpen();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted while waiting for a connection of '" + name + "'", e);
        } finally {
            lock.unlock();
        }
    }
}
