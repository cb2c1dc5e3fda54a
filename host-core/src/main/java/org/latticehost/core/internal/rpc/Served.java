package org.latticehost.core.internal.rpc;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;

/**
 * What calls from elsewhere lead to: a component of this host, with its permits and its policy. Does not block.
 * Cancelling a stage stops the guest. Thread-safe.
 */
public interface Served {

    /** Calls an exported function. */
    CompletionStage<@Nullable Object> call(String interfaceName, String function, Object[] args, Context telemetry);

    /** Hands a request to the {@code incoming-handler}. */
    CompletionStage<HttpResponse> http(HttpRequest request, Context telemetry);
}
