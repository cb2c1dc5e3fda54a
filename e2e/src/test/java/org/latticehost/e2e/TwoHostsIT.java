package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** Two hosts of one lattice on a NATS server, told what to do by a client. */
class TwoHostsIT {
    private static final String HELLO = "file://"
            + Path.of("../examples/components/http-hello/http-hello.wasm")
                    .toAbsolutePath()
                    .normalize();
    static final String SEED = "SNACVGGUAV2EUW56MOIT3RXEMLKZRB2E5MWZMS536PY2MPEN7DWHC4GRKU";
    private static NatsServer server;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private String lattice = "";
    private LatticeClient client;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect(TestInfo test) {
        lattice = test.getTestMethod().orElseThrow().getName();
        client = LatticeClient.builder()
                .transport(transport())
                .lattice(lattice)
                .timeout(Duration.ofSeconds(5))
                .connect();
        open.add(client);
        client.events(event -> events.add(event.getSource() + " " + LatticeEvents.name(event.getType())));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static LatticeTransport transport() {
        return NatsTransport.builder().server(server.url()).build();
    }

    private WasmCloudHostBuilder host(String zone) {
        return WasmCloudHost.builder()
                .lattice(lattice)
                .transport(transport())
                .engine("endive")
                .label("zone", zone)
                .allowFileLoad(true)
                .gracePeriod(Duration.ofSeconds(2));
    }

    private WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost host = builder.build();
        open.add(0, host);
        return host.start();
    }

    @Test
    void scaleAndLinkFromEitherSide() throws Exception {
        WasmCloudHost one = start(host("a"));
        WasmCloudHost two = start(host("b"));
        int port = freePort();
        assertThat(client.hosts()).extracting(HostSummary::id).containsExactlyInAnyOrder(one.id(), two.id());

        // The link is put at one host, what it links is started on the other afterwards.
        one.putLink(Link.from("http")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        await().untilAsserted(
                        () -> assertThat(two.links()).isEqualTo(one.links()).hasSize(1));
        client.putConfig("address", Map.of("default_address", "127.0.0.1:" + port));
        client.startProvider(
                two.id(), StartProvider.builtin("http", "http-server").config("address"));
        client.scale(
                two.id(), ScaleCommand.of("hello", Artifact.reference(HELLO)).maxInstances(7));
        await().untilAsserted(() -> {
            assertThat(two.inventory().component("hello"))
                    .hasValueSatisfying(it -> assertThat(it.maxInstances()).isEqualTo(7));
            assertThat(client.inventory(two.id()).providers()).hasSize(1);
        });
        await().untilAsserted(() -> assertThat(get(port)).contains("WebAssembly component"));

        // Removed at the other host, it ends here.
        two.deleteLink("http", "wasi:http", "default");
        await().untilAsserted(() -> assertThat(one.links()).isEmpty());
        assertThat(client.links()).isEmpty();
        client.stopProvider(two.id(), "http");
        client.stopComponent(two.id(), "hello");
        await().untilAsserted(() ->
                assertThat(client.inventory(two.id()).components()).isEmpty());
        assertThat(events)
                .contains(two.id() + " component_scaled", two.id() + " provider_started", one.id() + " linkdef_set");
    }

    @Test
    void answerAuctionsWhoseLabelsMatch() {
        WasmCloudHost one = start(host("a"));
        WasmCloudHost two = start(host("b").providerAuction(false));
        WasmCloudHost three = start(host("b"));

        assertThat(client.componentAuction(HELLO, "hello", Map.of()))
                .containsExactlyInAnyOrder(one.id(), two.id(), three.id());
        assertThat(client.componentAuction(HELLO, "hello", Map.of("zone", "b")))
                .containsExactlyInAnyOrder(two.id(), three.id());
        assertThat(client.componentAuction(HELLO, "hello", Map.of("zone", "B"))).isEmpty();
        assertThat(client.providerAuction("x", "http", Map.of("zone", "b"))).containsExactly(three.id());

        client.putLabel(one.id(), "zone", "b");
        assertThat(client.providerAuction("x", "http", Map.of("zone", "b")))
                .containsExactlyInAnyOrder(one.id(), three.id());
        assertThat(client.deleteLabel(one.id(), "zone")).isTrue();
        assertThat(client.deleteLabel(one.id(), "zone")).isFalse();
        assertThat(client.providerAuction("x", "http", Map.of("zone", "b"))).containsExactly(three.id());
    }

    @Test
    void carryChangedConfigurationToRunningProviders() {
        Recorder recorder = new Recorder();
        WasmCloudHost one = start(host("a"));
        WasmCloudHost two = start(host("b").provider(recorder));
        one.putConfig("greeting", Map.of("text", "hello"));
        client.startProvider(
                two.id(), StartProvider.builtin("recorder", "recorder").config("greeting"));
        await().untilAsserted(
                        () -> assertThat(client.inventory(two.id()).providers()).hasSize(1));

        one.putConfig("greeting", Map.of("text", "servus"));

        await().untilAsserted(() -> assertThat(recorder.seen).endsWith(Map.of("text", "servus")));
        client.deleteConfig("greeting");
        await().untilAsserted(() -> assertThat(recorder.seen).endsWith(Map.of()));
        assertThat(one.config("greeting")).isEmpty();
    }

    @Test
    void surviveOneThatDiesWithoutAGoodbyeAndComesBack() throws Exception {
        WasmCloudHost one = start(host("a"));
        FaultProxy proxy = FaultProxy.to(server.port());
        open.add(proxy);
        WasmCloudHost two = start(host("b")
                .transport(NatsTransport.builder()
                        .server("nats://127.0.0.1:" + proxy.port())
                        .build()));
        two.putLink(Link.from("http")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        await().untilAsserted(() -> assertThat(one.links()).hasSize(1));

        proxy.cut();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(client.hosts()).extracting(HostSummary::id).containsExactly(one.id()));
        assertThatThrownBy(() -> client.inventory(two.id()))
                .isInstanceOfSatisfying(
                        HostException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.NO_RESPONDERS, ErrorCode.TIMEOUT));
        client.putLink(Link.from("http")
                .to("other")
                .name("second")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        client.putConfig("late", Map.of("a", "b"));
        assertThat(events).doesNotContain(two.id() + " host_stopped");

        // A new host in its place finds everything but what ran.
        WasmCloudHost again = start(host("b"));
        assertThat(again.links()).hasSize(2);
        assertThat(again.inventory().components()).isEmpty();
        assertThat(again.config("late")).isEqualTo(Optional.of(Map.of("a", "b")));

        // The old one, back from its partition, has caught up.
        proxy.heal();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(client.hosts())
                    .extracting(HostSummary::id)
                    .containsExactlyInAnyOrder(one.id(), two.id(), again.id());
            assertThat(two.links()).containsExactlyInAnyOrderElementsOf(one.links());
        });
    }

    @Test
    void surviveAJvmThatIsKilledAndRunsAgainUnderTheSameKey() throws Exception {
        WasmCloudHost one = start(host("a"));
        client.scale(one.id(), ScaleCommand.of("mine", Artifact.reference(HELLO)));
        HostProcess first = HostProcess.start(server.url(), lattice, SEED, "b");
        open.add(first);
        String other =
                client.componentAuction(HELLO, "hello", Map.of("zone", "b")).get(0);
        client.scale(other, ScaleCommand.of("hello", Artifact.reference(HELLO)).maxInstances(3));
        client.putConfig("shared", Map.of("a", "b"));
        client.putLink(Link.from("hello")
                .to("store")
                .interfaces("wasi:keyvalue", "store")
                .build());
        await().untilAsserted(() -> {
            assertThat(client.inventory(other).components()).hasSize(1);
            assertThat(one.links()).hasSize(1);
        });

        first.kill();

        await().untilAsserted(() ->
                assertThat(client.hosts()).extracting(HostSummary::id).containsExactly(one.id()));
        assertThatThrownBy(() -> client.inventory(other))
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_RESPONDERS));
        assertThat(client.componentAuction(HELLO, "hello", Map.of("zone", "b"))).isEmpty();
        one.putLink(Link.from("hello")
                .to("other")
                .name("second")
                .interfaces("wasi:keyvalue", "store")
                .build());
        assertThat(one.inventory().component("mine")).isPresent();
        assertThat(one.links()).hasSize(2);

        open.add(HostProcess.start(server.url(), lattice, SEED, "b"));

        assertThat(client.hosts()).extracting(HostSummary::id).containsExactlyInAnyOrder(one.id(), other);
        assertThat(client.inventory(other).components())
                .as("nothing is started from the lattice's data")
                .isEmpty();
        client.scale(other, ScaleCommand.of("hello", Artifact.reference(HELLO)).maxInstances(4));
        await().untilAsserted(() -> assertThat(client.inventory(other).component("hello"))
                .hasValueSatisfying(it -> assertThat(it.maxInstances()).isEqualTo(4)));
        assertThat(one.config("shared")).contains(Map.of("a", "b"));
        assertThat(client.inventory(one.id()).component("mine")).isPresent();
        assertThat(events).doesNotContain(other + " host_stopped");
        assertThat(events.stream().filter((other + " host_started")::equals)).hasSize(2);
    }

    @Test
    void stopWhenTold() {
        WasmCloudHost one = start(host("a"));
        WasmCloudHost two = start(host("b"));

        client.stopHost(one.id(), Duration.ofSeconds(2));

        one.awaitStopped();
        await().untilAsserted(() -> assertThat(events).contains(one.id() + " host_stopped"));
        assertThat(client.hosts()).extracting(HostSummary::id).containsExactly(two.id());
    }

    private static String get(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A provider that remembers the configuration it was told. */
    private static final class Recorder implements CapabilityProviderFactory, CapabilityProvider {
        final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public CapabilityProvider create() {
            return this;
        }

        @Override
        public void start(ProviderContext context) {}

        @Override
        public void configUpdated(Map<String, String> config) {
            seen.add(config);
        }

        @Override
        public void stop(Duration grace) {}
    }
}
