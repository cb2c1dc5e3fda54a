package org.latticehost.providers.internal.http;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.SpareThread;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;

/** A running provider, components made of lambdas, and clients. */
final class ServerFixture implements AutoCloseable {
    static final String WARM_UP = "/warm-up";

    final HttpServerProvider provider = new HttpServerProvider();
    final int port = freePort();
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final HttpClient upgraded =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    private final Set<Integer> http2 = new HashSet<>();
    private final Map<String, HttpHandler> components = new ConcurrentHashMap<>();
    private OpenTelemetry telemetry = OpenTelemetry.noop();

    static ServerFixture started(String... config) {
        ServerFixture fixture = new ServerFixture();
        fixture.start(config);
        return fixture;
    }

    /** In address mode with one link on {@link #port}. */
    static ServerFixture serving(HttpHandler handler, String... linkConfig) {
        ServerFixture fixture = started();
        fixture.component("one", handler);
        fixture.link("one", plus(Map.of("address", "127.0.0.1:" + fixture.port), linkConfig));
        return fixture;
    }

    ServerFixture telemetry(OpenTelemetry given) {
        telemetry = given;
        return this;
    }

    void start(String... config) {
        provider.start(context(plus(Map.of("default_address", "127.0.0.1:" + port), config)));
    }

    void component(String id, HttpHandler handler) {
        components.put(id, new Warm(handler));
    }

    void link(String target, Map<String, String> config) {
        link(target, Link.DEFAULT_NAME, config);
    }

    void link(String target, String name, Map<String, String> config) {
        provider.linkAdded(resolved(target, name, config));
    }

    void relink(String before, String target, Map<String, String> config) {
        provider.linkReplaced(resolved(before, Link.DEFAULT_NAME, config), resolved(target, Link.DEFAULT_NAME, config));
    }

    void unlink(String target) {
        provider.linkRemoved(resolved(target, Link.DEFAULT_NAME, Map.of()));
    }

    static ResolvedLink resolved(String target, String name, Map<String, String> config) {
        Link link = Link.from("http")
                .to(target)
                .name(name)
                .interfaces("wasi:http", "incoming-handler")
                .build();
        return new ResolvedLink(link, config, Map.of(), true);
    }

    URI uri(String path) {
        return uri(port, path);
    }

    URI uri(int otherPort, String path) {
        return URI.create("http://127.0.0.1:" + otherPort + path);
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return get(uri(path), headers);
    }

    HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends over a connection of that version; the JDK's client gets to HTTP/2 by an upgrade of its first GET. */
    <T> HttpResponse<T> send(HttpClient.Version version, HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (version == HttpClient.Version.HTTP_2 && http2.add(port)) {
            HttpRequest first = HttpRequest.newBuilder(uri(WARM_UP)).build();
            upgraded.send(first, HttpResponse.BodyHandlers.discarding());
        }
        return (version == HttpClient.Version.HTTP_2 ? upgraded : client).send(request, handler);
    }

    /** A request head of these lines. */
    static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** A connection on which a request has been sent as text. */
    Socket raw(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** All that the server sends until it closes the connection. */
    String exchange(String request) throws IOException {
        try (Socket socket = raw(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private ProviderContext context(Map<String, String> config) {
        return new ProviderContext() {
            @Override
            public String hostId() {
                return "NTEST";
            }

            @Override
            public String lattice() {
                return "default";
            }

            @Override
            public String providerId() {
                return "http";
            }

            @Override
            public Map<String, String> config() {
                return config;
            }

            @Override
            public OpenTelemetry telemetry() {
                return telemetry;
            }

            @Override
            public MessageBus rpc() {
                throw new UnsupportedOperationException();
            }

            @Override
            public ComponentTarget component(String componentId) {
                return new Target(componentId, components);
            }
        };
    }

    @Override
    public void close() {
        provider.stop(Duration.ZERO);
    }

    static HttpHandler answering(int status, String body, String... headers) {
        return (request, context) -> CompletableFuture.completedFuture(new org.latticehost.host.http.HttpResponse(
                status, HttpFields.of(headers), BytePipe.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    static HttpHandler answering(String body) {
        return answering(200, body);
    }

    static org.latticehost.host.http.HttpResponse response(BytePipe body, String... headers) {
        return new org.latticehost.host.http.HttpResponse(200, HttpFields.of(headers), body);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lattice-"))
                .toList();
    }

    private static Map<String, String> plus(Map<String, String> base, String... more) {
        Map<String, String> all = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private record Warm(HttpHandler handler) implements HttpHandler {
        @Override
        public CompletionStage<org.latticehost.host.http.HttpResponse> handle(
                org.latticehost.host.http.HttpRequest request, Context context) {
            return of(request).handle(request, context);
        }

        @Override
        public CompletionStage<org.latticehost.host.http.HttpResponse> handle(
                org.latticehost.host.http.HttpRequest request, Context context, SpareThread spare) {
            return of(request).handle(request, context, spare);
        }

        private HttpHandler of(org.latticehost.host.http.HttpRequest request) {
            return request.path().equals(WARM_UP) ? answering("") : handler;
        }
    }

    private record Target(String componentId, Map<String, HttpHandler> handlers) implements ComponentTarget {
        @Override
        public boolean running() {
            return handlers.containsKey(componentId);
        }

        @Override
        public HttpHandler http() {
            return handlers.get(componentId);
        }

        @Override
        public CompletionStage<Object> call(
                String interfaceName, String function, List<Object> args, Context telemetry) {
            throw new UnsupportedOperationException();
        }
    }
}
