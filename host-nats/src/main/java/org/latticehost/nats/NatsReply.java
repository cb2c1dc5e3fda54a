package org.latticehost.nats;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

/** A request that waits for its answer. Completes its future on the executor, never on the caller. */
final class NatsReply {
    private final String subject;
    private final Executor executor;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final CompletableFuture<LatticeMessage> future = new CompletableFuture<>();
    private volatile @Nullable ScheduledFuture<?> limit;

    NatsReply(String subject, Executor executor) {
        this.subject = subject;
        this.executor = executor;
    }

    CompletableFuture<LatticeMessage> future() {
        return future;
    }

    String subject() {
        return subject;
    }

    void limit(ScheduledFuture<?> timer) {
        limit = timer;
    }

    void answered(LatticeMessage answer) {
        if (answer.noResponders()) {
            fail(new TransportException(ErrorCode.NO_RESPONDERS, "nobody serves subject '" + subject + "'"));
        } else {
            settle(() -> future.complete(answer));
        }
    }

    void fail(TransportException failure) {
        settle(() -> future.completeExceptionally(failure));
    }

    private void settle(Runnable completion) {
        if (settled.getAndSet(true)) {
            return;
        }
        ScheduledFuture<?> timer = limit;
        if (timer != null) {
            timer.cancel(false);
        }
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // closed a moment ago; somebody may still wait
        }
    }
}
