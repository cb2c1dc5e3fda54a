package org.latticehost.wrpc;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers the calls of a served function. Thread-safe: calls come at the same time. */
@FunctionalInterface
public interface WrpcHandler {

    /**
     * Answers a call. Runs on the executor of the {@link WrpcServing}, and may block it.
     *
     * <p>Whatever fails here, thrown or through the stage, is logged, and the caller hears of incomplete results: wRPC
     * has no words for errors outside the result type.
     *
     * @param args one value per parameter, as in {@link org.latticehost.host.wit.WitValues}: read streams or cancel
     *     them; futures fail with {@link org.latticehost.host.error.TransportException} if they never come
     * @return the result; null for a function without one. Its streams and futures are sent afterwards; complete every
     *     future
     */
    CompletionStage<? extends @Nullable Object> handle(WrpcInvocation call, Object[] args) throws Exception;
}
