package org.latticehost.core.internal.rpc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.wrpc.WrpcFunction;

/** A function of something that runs elsewhere, ready to be called. Thread-safe. */
public final class RemoteFunction {
    private final LatticeRpc rpc;
    private final String target;
    private final WrpcFunction function;
    private volatile @Nullable Known lastHeaders;

    RemoteFunction(LatticeRpc rpc, String target, WrpcFunction function) {
        this.rpc = rpc;
        this.target = target;
        this.function = function;
    }

    /**
     * Calls it and waits.
     *
     * @param timeout until the result is here
     * @throws org.latticehost.host.error.TransportException code {@code NO_RESPONDERS} if nobody serves it, {@code
     *     PROTOCOL} if the callee failed or sent nonsense
     * @throws org.latticehost.host.error.InvocationTimeoutException when the time is over
     * @throws InterruptedException if interrupted; the call is given up then
     */
    public @Nullable Object call(Object[] args, Caller caller, Duration timeout) throws InterruptedException {
        return function.call(args, headers(caller), timeout);
    }

    /** Calls it; the stage fails as {@link #call} does. Cancelling it gives the call up. */
    public CompletionStage<@Nullable Object> callAsync(Object[] args, Caller caller, Duration timeout) {
        return function.callAsync(args, headers(caller), timeout);
    }

    /** Headers of the last caller; mostly it calls again. */
    private record Known(String id, Optional<String> linkName, Map<String, String> headers) {}

    private Map<String, String> headers(Caller caller) {
        Known known = lastHeaders;
        if (known == null || !known.id.equals(caller.id()) || !known.linkName.equals(caller.linkName())) {
            known = new Known(caller.id(), caller.linkName(), LatticeRpc.headersWithoutTrace(caller, target));
            lastHeaders = known;
        }
        return rpc.traced(caller, known.headers);
    }
}
