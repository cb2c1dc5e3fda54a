package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.http.GrantedHosts;
import org.latticehost.core.internal.rpc.Caller;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.OutgoingHttp;

/**
 * HTTP requests that one component sends: to the provider its link names, here or elsewhere; without a link only to what
 * was granted. Thread-safe.
 */
final class OutgoingRequests {
    private static final String INTERFACE = "wasi:http/outgoing-handler";

    private final Engine engine;
    private final String componentId;
    private final Map<Link, Local> known = new ConcurrentHashMap<>();

    OutgoingRequests(Engine engine, String componentId) {
        this.engine = engine;
        this.componentId = componentId;
    }

    private record Local(CapabilityProvider provider, Optional<OutgoingHttp> http) {}

    /** The service for one invocation. */
    OutgoingHttp of(Invocation invocation, ComponentGrants grants) {
        return new OutgoingHttp() {
            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
                return handle(request, HttpTimeouts.DEFAULT, telemetry);
            }

            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
                return trySend(invocation.linkName(INTERFACE), grants, request, timeouts, telemetry);
            }
        };
    }

    private CompletionStage<HttpResponse> trySend(
            String linkName, ComponentGrants grants, HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        try {
            return send(linkName, grants, request, timeouts, telemetry);
        } catch (HostException e) {
            request.body().cancel();
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<HttpResponse> send(
            String linkName, ComponentGrants grants, HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        Link link = engine.links().table().route(componentId, linkName, INTERFACE);
        if (link == null) {
            var change = engine.links().change(componentId, linkName, INTERFACE);
            if (change.isPresent()) {
                return change.get()
                        .thenComposeAsync(
                                ok -> trySend(linkName, grants, request, timeouts, telemetry), engine.blocking());
            }
            link = engine.links().table().route(componentId, linkName, INTERFACE); // it may have come in between
        }
        if (link == null) {
            if (!GrantedHosts.cover(grants.outgoingHosts(), request)) {
                throw denied(linkName, request);
            }
            return engine.granted().handle(request, timeouts, telemetry);
        }
        CallPath path = CallPath.of(link, engine.providers());
        CapabilityProvider provider = path == CallPath.LATTICE
                ? null
                : engine.providers().find(link.target()).orElse(null);
        Optional<OutgoingHttp> local = provider == null ? Optional.empty() : local(provider, link);
        if (local.isPresent()) {
            return local.get().handle(request, timeouts, telemetry);
        }
        path.requireElsewhere(link);
        Caller caller = Caller.component(componentId, link.name(), telemetry);
        return engine.rpc()
                .outgoing(
                        link.target(),
                        request,
                        timeouts,
                        caller,
                        engine.limits().maxExecutionTime());
    }

    private Optional<OutgoingHttp> local(CapabilityProvider provider, Link link) {
        @Nullable Local local = known.get(link);
        if (local == null || !local.provider.equals(provider)) {
            local = new Local(provider, provider.http(engine.providers().resolve(link)));
            known.keySet().retainAll(engine.links().table().of(componentId)); // removed links are forgotten
            known.put(link, local);
        }
        return local.http;
    }

    private HttpErrorException denied(String linkName, HttpRequest request) {
        return new HttpErrorException(
                "HTTP-request-denied",
                null,
                "component '" + componentId + "' may not send HTTP requests to '"
                        + request.authority().orElse("") + "': it has no link named '" + linkName + "' for '"
                        + INTERFACE
                        + "' and no grant; put a link, or call ComponentGrants.outgoingHost(..)",
                null);
    }
}
