package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.SpareThread;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitWorld;

/** A component by name, which may come and go. */
final class Target implements ComponentTarget, HttpHandler {
    private final ComponentTable table;
    private final LocalCalls local;
    private final RemoteTarget remote;
    private final String id;

    Target(ComponentTable table, LocalCalls local, RemoteTarget remote, String id) {
        this.table = table;
        this.local = local;
        this.remote = remote;
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
    public Optional<WitWorld> world() {
        return table.world(id);
    }

    @Override
    public HttpHandler http() {
        return this;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
        return table.elsewhere(id) ? remote.http(request, telemetry) : local.http(request, telemetry, null);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry, SpareThread spare) {
        return table.elsewhere(id) ? remote.http(request, telemetry) : local.http(request, telemetry, spare);
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, List<Object> args, Context telemetry) {
        return local.call(interfaceName, function, args.toArray(), telemetry);
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, FunctionType type, List<Object> args, Context telemetry) {
        return table.elsewhere(id)
                ? remote.call(interfaceName, function, type, args.toArray(), telemetry)
                : local.call(interfaceName, function, args.toArray(), telemetry);
    }
}
