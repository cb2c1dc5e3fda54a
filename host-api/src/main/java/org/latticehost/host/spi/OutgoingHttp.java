package org.latticehost.host.spi;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionStage;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;

/**
 * Sends the HTTP requests of a guest ({@code wasi:http/outgoing-handler}): over its link, or with a client where that
 * is granted. Without this service every such request is answered with {@code HTTP-request-denied}.
 *
 * <p>The guest ends its wait by cancelling the stage ({@code toCompletableFuture().cancel}) and the request's body.
 */
@FunctionalInterface
public interface OutgoingHttp extends HttpHandler {

    /**
     * Starts a request with the limits of its {@code request-options}. The guest's own wait for the first byte, and
     * between bytes, is limited in any case; an implementation passes the limits on to where the request really goes.
     */
    default CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        return handle(request, telemetry);
    }
}
