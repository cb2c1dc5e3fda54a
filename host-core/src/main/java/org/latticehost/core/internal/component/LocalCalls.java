package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.core.internal.rpc.Served;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.http.SpareThread;

/** Calls of a component of this host, looked up at each of them. Thread-safe. */
final class LocalCalls implements Served {
    private final ComponentTable table;
    private final HttpCalls http;
    private final String id;

    LocalCalls(ComponentTable table, HttpCalls http, String id) {
        this.table = table;
        this.http = http;
        this.id = id;
    }

    @Override
    public CompletionStage<@Nullable Object> call(String interfaceName, String function, Object[] args, Caller caller) {
        return call(interfaceName, function, args, caller.telemetry());
    }

    @Override
    public CompletionStage<HttpResponse> http(HttpRequest request, HttpTimeouts timeouts, Caller caller) {
        return http(request, caller.telemetry(), null);
    }

    CompletionStage<@Nullable Object> call(String interfaceName, String function, Object[] args, Context telemetry) {
        try {
            return table.callable(id).call(interfaceName, function, args, telemetry);
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletionStage<HttpResponse> http(HttpRequest request, Context telemetry, @Nullable SpareThread spare) {
        try {
            return http.handle(table.callable(id), request, telemetry, spare);
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
