package org.latticehost.wrpc;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers the calls of a served function. Thread-safe: calls come at the same time. */
@FunctionalInterface
public interface WrpcHandler {

    /**
     * Answers a call. Runs on the executor of the {@link WrpcServing}, and may block it, unless {@link #mayBlock} says no.
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

    /** Whether {@link #handle} may block, and so needs a thread of the executor. */
    default boolean mayBlock() {
        return true;
    }

    /**
     * A handler that only hands the call on: it never blocks, neither does what its stages complete. It may run on the thread
     * that reads the connection, which saves a change of threads.
     */
    static WrpcHandler nonBlocking(WrpcHandler handler) {
        return new WrpcHandler() {
            @Override
            public CompletionStage<? extends @Nullable Object> handle(WrpcInvocation call, Object[] args)
                    throws Exception {
                return handler.handle(call, args);
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }
}
