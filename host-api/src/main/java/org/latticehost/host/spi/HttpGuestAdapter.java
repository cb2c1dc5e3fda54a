package org.latticehost.host.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;

/**
 * Turns HTTP requests into calls of a component's {@code wasi:http/incoming-handler}. Implemented beside the
 * {@code wasi:http} types, found by {@link java.util.ServiceLoader}.
 *
 * <p>Thread-safe.
 */
public interface HttpGuestAdapter {

    /** The handler function of a component, or empty if it exports none. */
    Optional<ExportedFunction> handler(LinkedComponent component);

    /**
     * Handles one request on this thread: returns when the guest has returned, which may be after the response head was
     * given.
     *
     * @param response completed with the response at the moment the guest sets it; failed with an
     *     {@link org.latticehost.host.http.HttpErrorException} if the guest sets an error code or none at all. The
     *     caller fails it when this method throws
     */
    void handle(
            ComponentInstance instance,
            ExportedFunction handler,
            InvocationContext invocation,
            HttpRequest request,
            CompletableFuture<HttpResponse> response);
}
