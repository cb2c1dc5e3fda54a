package org.latticehost.wrpc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.wrpc.internal.http.Messages;

/**
 * HTTP over wRPC, {@code wrpc:http@0.1.0}: requests to components through {@code incoming-handler}, requests of
 * components through {@code outgoing-handler}; bodies and trailers flow as they come.
 *
 * <p>Thread-safe.
 */
public final class WrpcHttp {
    private static final String HANDLE = "handle";
    private static final Messages MESSAGES = new Messages(WireInterfaces.HTTP_TYPES);

    private final WrpcFunction function;
    private final boolean withOptions;

    private WrpcHttp(WrpcFunction function, boolean withOptions) {
        this.function = function;
        this.withOptions = withOptions;
    }

    /** Calls the {@code incoming-handler} of a component. */
    public static WrpcHttp incoming(WrpcClient client, String prefix) {
        return new WrpcHttp(function(client, prefix, WireInterfaces.HTTP_INCOMING_HANDLER), false);
    }

    /** Calls the {@code outgoing-handler} of a provider. */
    public static WrpcHttp outgoing(WrpcClient client, String prefix) {
        return new WrpcHttp(function(client, prefix, WireInterfaces.HTTP_OUTGOING_HANDLER), true);
    }

    private static WrpcFunction function(WrpcClient client, String prefix, WitInterface of) {
        return client.function(prefix, of.name().toString(), HANDLE, of.function(HANDLE));
    }

    /** Sends a request with the default timeouts. */
    public CompletionStage<HttpResponse> send(HttpRequest request, Map<String, String> headers, Duration timeout) {
        return send(request, HttpTimeouts.DEFAULT, headers, timeout);
    }

    /**
     * Sends a request. Its body is read from now on; cancelling the result cancels the call, and the body with it.
     *
     * @param timeouts told to an {@code outgoing-handler}
     * @param headers of the call, see {@link WrpcNames}
     * @param timeout until the head of the response is here
     * @return the response; fails with {@link HttpErrorException} for an {@code error-code} of the callee, else as
     *     {@link WrpcFunction#callAsync} does
     */
    public CompletionStage<HttpResponse> send(
            HttpRequest request, HttpTimeouts timeouts, Map<String, String> headers, Duration timeout) {
        Object record = MESSAGES.toWit(request);
        Object[] args = withOptions ? new Object[] {record, MESSAGES.toWit(timeouts)} : new Object[] {record};
        CompletionStage<@Nullable Object> call = function.callAsync(args, headers, timeout);
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        CompletableFuture<HttpResponse> unused = response.whenComplete((r, e) -> {
            if (response.isCancelled()) {
                call.toCompletableFuture().cancel(false);
            }
        });
        call.whenComplete((value, failure) -> complete(response, value, failure));
        return response;
    }

    private void complete(
            CompletableFuture<HttpResponse> response, @Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            response.completeExceptionally(failure);
            return;
        }
        try {
            HttpResponse message = MESSAGES.response(value);
            if (!response.complete(message)) {
                message.body().cancel();
            }
        } catch (HttpErrorException e) {
            response.completeExceptionally(e);
        } catch (IllegalArgumentException e) {
            response.completeExceptionally(new TransportException(
                    ErrorCode.PROTOCOL, "malformed response of '" + function.subject() + "': " + e.getMessage(), e));
        }
    }

    /** Answers requests that come over wRPC. Thread-safe. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request; an {@link HttpErrorException} becomes an {@code error-code}.
         *
         * @param timeouts of an {@code outgoing-handler}'s caller, else the defaults
         */
        CompletionStage<HttpResponse> handle(WrpcInvocation call, HttpRequest request, HttpTimeouts timeouts)
                throws Exception;
    }

    /** Serves the {@code incoming-handler}; see {@link WrpcServing#serve}. */
    public static LatticeSubscription serveIncoming(
            WrpcServing serving, String prefix, String queueGroup, Handler handler) {
        return serve(serving, prefix, queueGroup, WireInterfaces.HTTP_INCOMING_HANDLER, handler);
    }

    /** Serves the {@code outgoing-handler}; see {@link WrpcServing#serve}. */
    public static LatticeSubscription serveOutgoing(
            WrpcServing serving, String prefix, String queueGroup, Handler handler) {
        return serve(serving, prefix, queueGroup, WireInterfaces.HTTP_OUTGOING_HANDLER, handler);
    }

    private static LatticeSubscription serve(
            WrpcServing serving, String prefix, String queueGroup, WitInterface of, Handler handler) {
        FunctionType type = of.function(HANDLE);
        return serving.serve(prefix, queueGroup, of.name().toString(), HANDLE, type, (call, args) -> {
            if (args.length == 1) {
                return handler.handle(call, MESSAGES.request(args[0], Optional.empty()), HttpTimeouts.DEFAULT)
                        .handle(WrpcHttp::answer);
            }
            HttpRequest request = MESSAGES.request(args[0], Optional.of("https"));
            if (request.authority().isEmpty()) {
                request.body().cancel();
                return CompletableFuture.completedFuture(MESSAGES.toWit(new HttpErrorException(
                        "HTTP-request-URI-invalid", null, "a request that names no server", null)));
            }
            return handler.handle(call, request, MESSAGES.timeouts(args[1])).handle(WrpcHttp::answer);
        });
    }

    private static Object answer(@Nullable HttpResponse response, @Nullable Throwable failure) {
        if (response != null) {
            return MESSAGES.toWit(response);
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpErrorException error) {
            return MESSAGES.toWit(error);
        }
        throw cause instanceof CompletionException e ? e : new CompletionException(cause);
    }
}
