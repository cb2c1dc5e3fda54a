package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** A real component behind a real HTTP server: the whole way, and everything that can be wrong with it. */
class HttpComponentTest {
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WasmCloudHost host = WasmCloudHost.builder()
            .engine("endive")
            .gracePeriod(Duration.ofSeconds(2))
            .eventSink(event -> events.add(LatticeEvents.name(event.getType())))
            .build();
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        host.start();
    }

    @AfterEach
    void stopWithoutATrace() {
        host.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("lattice-")))
                .isEmpty());
    }

    private static ScaleCommand hello() {
        return ScaleCommand.of("hello", Artifact.file(HELLO)).maxInstances(100);
    }

    private void serve(ScaleCommand command) {
        host.startProvider(
                StartProvider.builtin("http", "http-server").configValue("default_address", "127.0.0.1:" + port));
        host.scale(command);
        host.putLink(Link.from("http")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersARequestAndTellsTheLattice() throws Exception {
        serve(hello());

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Hello");
        assertThat(host.inventory().components()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo("hello");
            assertThat(c.engine()).isEqualTo("endive");
        });
        assertThat(host.inventory().providers())
                .singleElement()
                .satisfies(p -> assertThat(p.reference()).isEqualTo("http-server"));
        host.close();
        assertThat(events)
                .containsExactly("host_started", "provider_started", "component_scaled", "linkdef_set", "host_stopped");
    }

    @Test
    void streamsBodiesBothWays() throws Exception {
        serve(hello().instancePolicy(InstancePolicy.pooled(8, 100)));
        String body = "0123456789".repeat(100_000);

        HttpResponse<String> echo = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/echo"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(echo.body()).isEqualTo(body);
        assertThat(get("/count").body().lines()).hasSize(10);
    }

    /** What a client sees of a guest that traps after its head: a cut message, unless the head was not out yet. */
    private String outcome(String path) throws Exception {
        try {
            return Integer.toString(get(path).statusCode());
        } catch (IOException e) {
            return "cut off";
        }
    }

    @Test
    void survivesAGuestThatTraps() throws Exception {
        serve(hello());

        assertThat(get("/trap").statusCode()).isEqualTo(500);
        assertThat(get("/nothing").statusCode()).isEqualTo(500);
        assertThat(outcome("/late-trap")).isIn("cut off", "500");

        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void stopsAGuestThatNeverComesBack() throws Exception {
        serve(hello().limits(ComponentLimits.none().maxExecutionTime(Duration.ofMillis(300))));

        assertThat(get("/spin").statusCode()).isGreaterThanOrEqualTo(500);

        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void reportsAPortInUseAndGoesOn() throws Exception {
        try (ServerSocket taken = new ServerSocket(port)) {
            assertThatThrownBy(() -> serve(hello()))
                    .isInstanceOfSatisfying(
                            HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ADDRESS_IN_USE))
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }

        host.putLink(Link.from("http")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void reportsATruncatedComponent(@TempDir Path folder) throws Exception {
        byte[] whole = Files.readAllBytes(HELLO);
        Path truncated = Files.write(folder.resolve("cut.wasm"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> host.scale(ScaleCommand.of("hello", Artifact.file(truncated))))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_COMPONENT))
                .hasMessageContaining("offset 0x");
        serve(hello());
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void enforcesTheLimitOfCoreInstances() {
        try (WasmCloudHost strict = WasmCloudHost.builder()
                .engine("endive")
                .limits(HostLimits.defaults().maxCoreInstancesPerComponent(1))
                .build()
                .start()) {
            strict.scale(hello());

            assertThatThrownBy(() -> strict.component("hello")
                            .http()
                            .handle(request(), Context.root())
                            .toCompletableFuture()
                            .join())
                    .hasMessageContaining("instances");
        }
    }

    private static org.latticehost.host.http.HttpRequest request() {
        return new org.latticehost.host.http.HttpRequest(
                "GET", "http", Optional.of("example.org"), "/", HttpFields.none(), BytePipe.empty());
    }

    @Test
    void isCalledFromJavaWithoutAServer() {
        host.scale(hello());

        var response = host.component("hello")
                .http()
                .handle(request(), Context.root())
                .toCompletableFuture()
                .join();

        assertThat(response.status()).isEqualTo(200);
    }
}
