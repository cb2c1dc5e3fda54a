package org.latticehost.providers.internal.httpclient;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.providers.internal.link.Links;

/** Sends the requests of components where provider and link allow. Thread-safe. */
public final class HttpClientProvider implements CapabilityProvider {
    private static final String AGENT = "latticehost";

    private final Links<Policy> policies =
            new Links<>(link -> new Policy(AllowedHosts.of(anyCase(link.targetConfig()))));
    private final Function<Optional<SSLContext>, OutgoingHttpClient> clients;
    private volatile @Nullable OutgoingHttpClient client;
    private volatile AllowedHosts everybody = AllowedHosts.of(Map.of());

    /** One that sends with Jetty. */
    public HttpClientProvider() {
        this(JettyClient::start);
    }

    HttpClientProvider(Function<Optional<SSLContext>, OutgoingHttpClient> clients) {
        this.clients = clients;
    }

    private record Policy(AllowedHosts hosts) implements AutoCloseable {
        @Override
        public void close() {
            // Nothing is held open for a link.
        }
    }

    @Override
    public void start(ProviderContext context) {
        Map<String, String> config = anyCase(context.config());
        everybody = AllowedHosts.of(config);
        client = clients.apply(TrustedRoots.of(config));
    }

    /** So that a key in capitals does not allow everything. */
    private static Map<String, String> anyCase(Map<String, String> config) {
        Map<String, String> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        found.putAll(config);
        return found;
    }

    @Override
    public void linkAdded(ResolvedLink resolved) {
        Link link = resolved.link();
        if (!link.witNamespace().equals("wasi")
                || !link.witPackage().equals("http")
                || !link.interfaces().contains("outgoing-handler")) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "an HTTP client is the target of links for wasi:http/outgoing-handler, got " + link);
        }
        policies.add(resolved);
    }

    @Override
    public void linkRemoved(ResolvedLink link) {
        policies.remove(link);
    }

    @Override
    public void configUpdated(Map<String, String> config) {
        everybody = AllowedHosts.of(anyCase(config));
    }

    @Override
    public List<WitInterface> offers() {
        return List.of(WireInterfaces.HTTP_OUTGOING_HANDLER);
    }

    @Override
    public Optional<OutgoingHttp> http(ResolvedLink link) {
        return Optional.of(new OutgoingHttp() {
            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
                return handle(request, HttpTimeouts.DEFAULT, telemetry);
            }

            @Override
            public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
                return send(link, request, timeouts, telemetry);
            }
        });
    }

    private CompletionStage<HttpResponse> send(
            ResolvedLink link, HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
        OutgoingHttp running = client;
        if (running == null
                || !everybody.cover(request)
                || !policies.get(link).hosts.cover(request)) {
            request.body().cancel();
            return CompletableFuture.failedFuture(denied(link.link(), request));
        }
        return running.handle(withHeaders(request, telemetry), timeouts, telemetry);
    }

    private static HttpErrorException denied(Link link, HttpRequest request) {
        return new HttpErrorException(
                "HTTP-request-denied",
                null,
                "component '" + link.source() + "' may not send HTTP requests to '"
                        + request.authority().orElse("") + "': " + AllowedHosts.KEY + " of provider '" + link.target()
                        + "' or of the link does not cover it",
                null);
    }

    /** Adds who sends it, unless the guest says, and the trace it belongs to. */
    private static HttpRequest withHeaders(HttpRequest request, Context telemetry) {
        Map<String, String> trace = new TreeMap<>();
        W3CTraceContextPropagator.getInstance().inject(telemetry, trace, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key.toLowerCase(Locale.ROOT), value);
            }
        });
        List<HttpFields.Field> fields = new ArrayList<>();
        boolean agent = false;
        for (HttpFields.Field field : request.headers().fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            agent |= name.equals("user-agent");
            if (!trace.containsKey(name)) {
                fields.add(field);
            }
        }
        trace.forEach((name, value) -> fields.add(HttpFields.Field.of(name, value)));
        if (!agent) {
            fields.add(HttpFields.Field.of("user-agent", AGENT));
        }
        return new HttpRequest(
                request.method(),
                request.scheme(),
                request.authority(),
                request.pathWithQuery(),
                HttpFields.of(fields),
                request.body());
    }

    @Override
    public void stop(Duration grace) {
        OutgoingHttpClient running = client;
        client = null;
        policies.close();
        if (running != null) {
            running.close(grace);
        }
    }
}
