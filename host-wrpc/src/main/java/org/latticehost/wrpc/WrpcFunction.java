package org.latticehost.wrpc;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.internal.call.CallerCall;
import org.latticehost.wrpc.internal.call.Endpoint;
import org.latticehost.wrpc.internal.call.Function;

/** A function of a peer, ready to be called. Immutable and thread-safe. */
public final class WrpcFunction {
    private final Endpoint endpoint;
    private final Function function;

    WrpcFunction(Endpoint endpoint, Function function) {
        this.endpoint = endpoint;
        this.function = function;
    }

    /** The subject of its calls. */
    public String subject() {
        return function.subject();
    }

    /**
     * Calls it.
     *
     * @param args one value per parameter, as in {@link WitValues}; complete every future among them
     * @param headers see {@link WrpcNames}; traceparent and tracestate too
     * @param timeout until the result is here; its streams and futures may come later
     * @return the result, null if the function has none. Fails with {@link TransportException}, code
     *     {@code NO_RESPONDERS} if nobody serves it, {@code PROTOCOL} if the callee failed or sent nonsense; and with
     *     {@link org.latticehost.host.error.InvocationTimeoutException}. Cancelling it ends the call
     * @throws IllegalArgumentException if the arguments are not of the types of the parameters
     */
    public CompletionStage<@Nullable Object> callAsync(Object[] args, Map<String, String> headers, Duration timeout) {
        try {
            return CallerCall.start(endpoint, function, args, headers, timeout);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw illegal(args, e);
        }
    }

    /**
     * Calls it and waits.
     *
     * @throws HostException as {@link #callAsync} fails
     * @throws InterruptedException if interrupted; the call is cancelled then
     * @throws IllegalArgumentException as there
     */
    public @Nullable Object call(Object[] args, Map<String, String> headers, Duration timeout)
            throws InterruptedException {
        try {
            return CallerCall.await(endpoint, function, args, headers, timeout);
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw illegal(args, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HostException cause) {
                throw cause;
            }
            throw new TransportException(ErrorCode.INTERNAL, "the call of '" + subject() + "' failed", e.getCause());
        }
    }

    /** Says which argument is wrong, where. */
    private IllegalArgumentException illegal(Object[] args, RuntimeException cause) {
        FunctionType type = function.type();
        for (int i = 0; i < args.length; i++) {
            try {
                WitValues.check(type.params().get(i).type(), args[i]);
            } catch (IllegalArgumentException e) {
                return new IllegalArgumentException(
                        "argument '" + type.params().get(i).name() + "' of '" + subject() + "': " + e.getMessage(), e);
            }
        }
        return new IllegalArgumentException("arguments of '" + subject() + "' are not of their types", cause);
    }
}
