package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.spi.ComponentTarget;

/** A component by name, which may come and go. */
final class Target implements ComponentTarget, HttpHandler {
    private final ComponentTable table;
    private final HttpCalls http;
    private final String id;

    Target(ComponentTable table, HttpCalls http, String id) {
        this.table = table;
        this.http = http;
        this.id = id;
    }

    @Override
    public String componentId() {
        return id;
    }

    @Override
    public boolean running() {
        return table.running(id) && !table.stoppedAltogether();
    }

    @Override
    public HttpHandler http() {
        return this;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
        try {
            return http.handle(table.callable(id), request, telemetry);
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, List<Object> args, Context telemetry) {
        try {
            return table.callable(id).call(interfaceName, function, args, telemetry);
        } catch (HostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
