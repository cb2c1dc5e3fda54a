package org.latticehost.core.memory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

/** A request that waits for its answer. Completes its future on the executor, never on the caller. */
final class PendingReply {
    private final InMemoryTransport owner;
    private final String subject;
    private final Executor executor;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile Runnable cleanUp = () -> {};
    private final CompletableFuture<LatticeMessage> future = new CompletableFuture<>();

    PendingReply(InMemoryTransport owner, String subject, Executor executor) {
        this.owner = owner;
        this.subject = subject;
        this.executor = executor;
    }

    CompletableFuture<LatticeMessage> future() {
        return future;
    }

    /** What to do once this is settled; to be set before the request is sent. */
    void whenSettled(Runnable task) {
        cleanUp = task;
    }

    boolean receiving() {
        return owner.receiving();
    }

    void answered(LatticeMessage answer) {
        if (answer.noResponders()) {
            fail(ErrorCode.NO_RESPONDERS, "nobody serves subject '" + subject + "'");
        } else {
            run(() -> future.complete(answer));
        }
    }

    void timedOut(Duration timeout) {
        String connection = owner.connected() ? "connected" : "not connected";
        fail(
                ErrorCode.TIMEOUT,
                "no answer on subject '" + subject + "' after " + timeout.toMillis() + " ms (" + connection + ")");
    }

    void closed() {
        fail(ErrorCode.HOST_STOPPED, "the transport was closed during a request on subject '" + subject + "'");
    }

    private void fail(ErrorCode code, String message) {
        fail(new TransportException(code, message));
    }

    void fail(TransportException failure) {
        run(() -> future.completeExceptionally(failure));
    }

    /** Only the first completion counts: those handed to the executor may overtake each other. */
    private void run(Runnable completion) {
        if (settled.getAndSet(true)) {
            return;
        }
        cleanUp.run();
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // closed a moment ago; somebody may still wait
        }
    }
}
