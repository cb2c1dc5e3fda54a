package org.latticehost.core.internal.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;

/** The commands in progress: none begins before the host runs or after it began to stop. Thread-safe. */
public final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private boolean open;
    private boolean closed;
    private int count;

    /** Lets commands begin. */
    public void open() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Begins a command, or gives a stage that has failed with code {@code HOST_STOPPED}. */
    public <T extends @Nullable Object> CompletionStage<T> track(String what, Supplier<CompletionStage<T>> command) {
        lock.lock();
        try {
            if (!open || closed) {
                return CompletableFuture.failedFuture(new CommandException(
                        ErrorCode.HOST_STOPPED,
                        what + ": the host " + (closed ? "is stopping or has stopped" : "has not been started")));
            }
            count++;
        } finally {
            lock.unlock();
        }
        CompletionStage<T> stage;
        try {
            stage = command.get();
        } catch (RuntimeException e) {
            end();
            return CompletableFuture.failedFuture(e);
        }
        return stage.whenComplete((value, failure) -> end());
    }

    /** Lets no more commands begin; completes when those in progress are over. */
    public CompletableFuture<@Nullable Void> close() {
        boolean idle;
        lock.lock();
        try {
            closed = true;
            idle = count == 0;
        } finally {
            lock.unlock();
        }
        if (idle) {
            drained.complete(null);
        }
        return drained;
    }

    private void end() {
        boolean last;
        lock.lock();
        try {
            count--;
            last = closed && count == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            drained.complete(null);
        }
    }
}
