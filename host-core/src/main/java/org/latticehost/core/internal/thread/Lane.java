package org.latticehost.core.internal.thread;

import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;

/** Runs tasks one after the other, in the order they came, on the threads of another executor. Thread-safe. */
public final class Lane {
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Task<?>> waiting = new ArrayDeque<>();
    private boolean running;

    public Lane(Executor threads) {
        this.threads = threads;
    }

    /** Adds a task; the future completes on its thread with what it returned or threw. */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> body) {
        Task<T> task = new Task<>(body, new CompletableFuture<>());
        boolean start;
        lock.lock();
        try {
            waiting.add(task);
            start = !running;
            running = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            dispatch();
        }
        return task.done;
    }

    /** Adds a task without a result. */
    public CompletableFuture<@Nullable Void> run(Runnable body) {
        return submit(() -> {
            body.run();
            return null;
        });
    }

    /** Whether nothing runs or waits. */
    boolean empty() {
        lock.lock();
        try {
            return !running;
        } finally {
            lock.unlock();
        }
    }

    private void dispatch() {
        try {
            threads.execute(this::drain);
        } catch (RejectedExecutionException e) {
            refuseAll(e);
        }
    }

    private void drain() {
        Task<?> task;
        while ((task = next()) != null) {
            task.run();
        }
    }

    private @Nullable Task<?> next() {
        lock.lock();
        try {
            Task<?> task = waiting.poll();
            running = task != null;
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void refuseAll(RejectedExecutionException cause) {
        Task<?> task;
        while ((task = next()) != null) {
            task.done.completeExceptionally(
                    new CommandException(ErrorCode.HOST_STOPPED, "the host has stopped", cause));
        }
    }

    private record Task<T extends @Nullable Object>(Callable<T> body, CompletableFuture<T> done) {
        void run() {
            T result;
            try {
                result = body.call();
            } catch (Throwable e) {
                done.completeExceptionally(e);
                return;
            }
            done.complete(result);
        }
    }
}
