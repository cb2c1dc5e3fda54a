package org.latticehost.host.bind;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;

/** Waits for calls; they have a deadline of their own. */
final class Waiting {
    private Waiting() {}

    static @Nullable Object forAnswer(CompletionStage<@Nullable Object> answer, BoundMethod method) {
        CompletableFuture<@Nullable Object> future = answer.toCompletableFuture();
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new InvocationTimeoutException(
                    "the wait for " + method.interfaceName() + "#" + method.function() + " was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new HostException(ErrorCode.INTERNAL, method.function() + " failed", e.getCause());
        }
    }
}
