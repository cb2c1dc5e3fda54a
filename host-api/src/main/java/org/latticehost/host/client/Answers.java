package org.latticehost.host.client;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;

/** Waits for the asynchronous form of a request, which ends by itself after the client's timeout. */
final class Answers {
    private Answers() {}

    static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.TIMEOUT, "interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new HostException(ErrorCode.INTERNAL, "a request failed: " + e.getCause(), e.getCause());
        }
    }
}
