package org.latticehost.host.http;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionStage;

/**
 * Answers HTTP requests: a component seen from a server, or a client seen from a component.
 *
 * <p>Thread-safe. Does not block the caller.
 */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Starts to handle a request. The stage completes with the response as soon as its head is known. It fails with an
     * {@link HttpErrorException} when the handler answered with an error code of {@code wasi:http}, and with a
     * {@link org.latticehost.host.error.HostException} for everything else.
     *
     * <p>When the peer goes away, cancel the stage ({@code toCompletableFuture().cancel}), the request's pipe, and the
     * response's if it is there: the handler then stops. A handler whose stage was cancelled cancels the body of a
     * response that it has made nonetheless.
     *
     * @param request the request, with its body to come
     * @param telemetry the trace context of the caller
     */
    CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry);

    /**
     * The same for a caller whose thread may run the component when this has returned. Handlers that gain nothing from that
     * need not implement it.
     *
     * @param spare the calling thread, if its owner can do without it
     */
    default CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry, SpareThread spare) {
        return handle(request, telemetry);
    }
}
