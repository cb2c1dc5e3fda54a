package org.latticehost.host;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** Waits for the asynchronous form of a command. */
final class Blocking {
    private final Duration timeout;

    Blocking(Duration timeout) {
        this.timeout = timeout;
    }

    <T> T await(CompletionStage<T> stage, String what) {
        return await(stage, what, timeout);
    }

    <T> T await(CompletionStage<T> stage, String what, Duration atMost) {
        try {
            return stage.toCompletableFuture().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new CommandException(
                    ErrorCode.TIMEOUT, what + ": not finished after " + atMost.toMillis() + " ms; it goes on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ErrorCode.TIMEOUT, what + ": interrupted while waiting; it goes on", e);
        } catch (CancellationException e) {
            throw new CommandException(ErrorCode.HOST_STOPPED, what + ": cancelled", e);
        } catch (ExecutionException e) {
            throw failure(e, what);
        }
    }

    static void awaitQuietly(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            // Whoever stopped the host has been told.
            return;
        }
    }

    /** The cause itself, so that callers catch what the documentation names; its trace gains the caller's frames. */
    private static RuntimeException failure(ExecutionException e, String what) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException known) {
            known.addSuppressed(new Waited(what));
            return known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new HostException(ErrorCode.INTERNAL, what + " failed: " + cause, cause);
    }

    /** Carries the stack of the thread that waited. */
    private static final class Waited extends Exception {
        private static final long serialVersionUID = 1L;

        Waited(String what) {
            super("waited for: " + what);
        }
    }
}
