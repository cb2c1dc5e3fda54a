package org.latticehost.providers.internal.http;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the end of an exchange away from a write in progress: Jetty may give the channel to the next request before
 * it notices that the same channel is told to fail.
 */
final class OneWrite implements Callback {
    private final Callback exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Callback then;
    private @Nullable Throwable failure;

    OneWrite(Callback exchange) {
        this.exchange = exchange;
    }

    boolean begin(Callback next) {
        lock.lock();
        try {
            if (failure != null) {
                return false;
            }
            then = next;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void failWhenFree(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            if (then != null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        exchange.failed(cause);
    }

    @Override
    public void succeeded() {
        written().succeeded();
    }

    @Override
    public void failed(Throwable cause) {
        written().failed(cause);
    }

    private Callback written() {
        Callback done;
        Throwable failed;
        lock.lock();
        try {
            done = Objects.requireNonNull(then);
            then = null;
            failed = failure;
        } finally {
            lock.unlock();
        }
        if (failed != null) {
            exchange.failed(failed);
        }
        return done;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
