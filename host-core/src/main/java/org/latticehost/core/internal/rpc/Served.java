package org.latticehost.core.internal.rpc;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;

/**
 * What calls from elsewhere lead to: a component of this host, with its permits and its policy, or a provider. Does not
 * block. Cancelling a stage stops the call. Thread-safe.
 */
public interface Served {

    /** Calls an exported function. */
    CompletionStage<@Nullable Object> call(String interfaceName, String function, Object[] args, Caller caller);

    /**
     * Hands a request to the HTTP handler: {@code incoming-handler} of a component, {@code outgoing-handler} of a
     * provider.
     *
     * @param timeouts of the caller of an {@code outgoing-handler}
     */
    CompletionStage<HttpResponse> http(HttpRequest request, HttpTimeouts timeouts, Caller caller);
}
