package org.latticehost.wasi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.wasi.internal.http.IncomingRequest;
import org.latticehost.wasi.internal.http.ResponseOutparam;

/**
 * Calls {@code wasi:http/incoming-handler} with the resources of this implementation of {@code wasi:http/types}.
 *
 * <p>When the guest returns, whatever it left open of this exchange is closed: an unread request body is cancelled, an
 * unfinished response body fails.
 *
 * <p>Immutable and thread-safe.
 */
public final class WasiHttpAdapter implements HttpGuestAdapter {
    private static final String HANDLER = "wasi:http/incoming-handler";

    /** For {@link java.util.ServiceLoader}; has no state. */
    public WasiHttpAdapter() {}

    @Override
    public Optional<ExportedFunction> handler(LinkedComponent component) {
        return component
                .compiled()
                .world()
                .exported(HANDLER)
                .flatMap(exported -> component.export(exported.name().toString(), "handle"));
    }

    @Override
    public void handle(
            ComponentInstance instance,
            ExportedFunction handler,
            InvocationContext invocation,
            HttpRequest request,
            CompletableFuture<HttpResponse> response) {
        IncomingRequest incoming = new IncomingRequest(request);
        ResponseOutparam outparam = new ResponseOutparam(request.method(), response);
        try {
            instance.call(invocation, handler, incoming, outparam);
            outparam.returned();
        } catch (RuntimeException | Error e) {
            outparam.trapped(e);
            throw e;
        } finally {
            request.body().cancel();
        }
    }
}
