package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.context.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** Components on one host, and built-in providers on the same or on another one. */
class BuiltinCapabilitiesTest {
    private static final Path COUNTER = Path.of("../examples/components/http-counter/http-counter.wasm");
    private static final Path DEMO = Path.of("../host-wasi/src/test/resources/components/http-demo.wasm");

    private final InMemoryLattice lattice = InMemoryLattice.create("builtin");
    private final WasmCloudHost host = host();
    private final WasmCloudHost other = host();

    private WasmCloudHost host() {
        return WasmCloudHost.builder()
                .lattice("builtin")
                .engine("endive")
                .transport(lattice.transport())
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        other.close();
    }

    private String get(String component, String path) throws Exception {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), path, HttpFields.none(), BytePipe.empty());
        HttpResponse response = host.component(component)
                .http()
                .handle(request, Context.current())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        StringBuilder text = new StringBuilder().append(response.status()).append(' ');
        for (byte[] chunk = response.body().read(1024);
                chunk != null;
                chunk = response.body().read(1024)) {
            text.append(new String(chunk, StandardCharsets.UTF_8));
        }
        return text.toString().strip();
    }

    private void linkCounter(String target, String... config) {
        host.putLink(Link.from("counter")
                .to(target)
                .interfaces("wasi:keyvalue", "store", "atomics")
                .targetConfig(config)
                .build());
    }

    @Test
    void aStoreCountsForComponentsOfItsHostAndOfOthersAlike() throws Exception {
        host.scale(ScaleCommand.of("counter", Artifact.file(COUNTER)).maxInstances(5));
        other.startProvider(StartProvider.builtin("store", "keyvalue-memory"));
        linkCounter("store");
        assertThat(get("counter", "/far")).isEqualTo("200 1");
        assertThat(get("counter", "/far")).isEqualTo("200 2");

        host.deleteLink("counter", "wasi:keyvalue", "default");
        host.startProvider(StartProvider.builtin("near", "keyvalue-memory"));
        linkCounter("near");
        assertThat(get("counter", "/far")).isEqualTo("200 1");
    }

    @Test
    void anErrorOfTheStoreReachesTheComponent() throws Exception {
        host.scale(ScaleCommand.of("counter", Artifact.file(COUNTER)).maxInstances(5));
        host.startProvider(StartProvider.builtin("store", "keyvalue-memory"));
        host.putConfig("tiny", Map.of("max_bytes", "10"));
        linkCounter("store", "tiny");
        assertThat(get("counter", "/full")).startsWith("500 ").contains("the store is full");
    }

    @Test
    void aClientSendsRequestsOnlyWhereLinkAndProviderAllow() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = String.valueOf(exchange.getRequestHeaders().getFirst("user-agent"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            for (WasmCloudHost where : new WasmCloudHost[] {host, other}) {
                host.scale(ScaleCommand.of("demo", Artifact.file(DEMO)).maxInstances(5));
                where.startProvider(StartProvider.builtin("web", "http-client")
                        .configValue("allowed_hosts", "127.0.0.1, localhost"));
                host.putConfig("only", Map.of("allowed_hosts", "127.0.0.1:" + port + ",localhost:1"));
                host.putLink(Link.from("demo")
                        .to("web")
                        .interfaces("wasi:http", "outgoing-handler")
                        .targetConfig("only")
                        .build());

                assertThat(get("demo", "/fetch?host=127.0.0.1:" + port + "&path=/"))
                        .isEqualTo("200 latticehost");
                assertThat(get("demo", "/fetch?host=localhost:" + port + "&path=/"))
                        .contains("HttpRequestDenied");
                host.deleteLink("demo", "wasi:http", "default");
                where.stopProvider("web");
            }
        } finally {
            server.stop(0);
        }
    }
}
