package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** Two hosts that work while their NATS server dies, loses its data, or hides behind a bad network. */
class LatticeFaultsIT {
    private static final int RESTARTS = 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private NatsServer server;
    private WasmCloudHost one;
    private WasmCloudHost two;
    private LatticeClient client;

    @BeforeEach
    void startServer() {
        server = opened(NatsServers.onFreePort());
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    private NatsTransport transport(int port) {
        return NatsTransport.builder()
                .server("nats://127.0.0.1:" + port)
                .requestTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(1))
                .watchHeartbeat(Duration.ofMillis(300))
                .reconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .build();
    }

    private WasmCloudHostBuilder host(int port) {
        return WasmCloudHost.builder()
                .lattice("faults")
                .transport(transport(port))
                .engine("endive")
                .latticeWait(SOON)
                .gracePeriod(Duration.ofSeconds(2));
    }

    private WasmCloudHost started(WasmCloudHostBuilder builder) {
        return opened(builder.build()).start();
    }

    private void startHosts(int port) {
        one = started(host(port));
        two = started(host(port));
        client = opened(LatticeClient.builder()
                .transport(transport(server.port()))
                .lattice("faults")
                .timeout(Duration.ofSeconds(1))
                .gatherWindow(Duration.ofMillis(500))
                .connect());
        client.events(event -> events.add(LatticeEvents.name(event.getType())));
        one.scale(ScaleCommand.of("hello", Artifact.file(Load.HELLO)).maxInstances(10));
        one.putLink(link("default"));
        one.putConfig("greeting", Map.of("text", "hello"));
        await().untilAsserted(() -> assertThat(two.links()).hasSize(1));
    }

    private static Link link(String name) {
        return Link.from("hello")
                .to("store")
                .name(name)
                .interfaces("wasi:keyvalue", "store")
                .build();
    }

    /** Both hosts, the client and a host that has just come say the same. */
    private void assertTheLatticeIsWhole() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(List.of(one.latticeState(), two.latticeState())).containsOnly(LatticeState.JOINED);
            assertThat(client.hosts()).extracting(HostSummary::id).containsExactlyInAnyOrder(one.id(), two.id());
            assertThat(two.links()).containsExactlyInAnyOrderElementsOf(one.links());
            assertThat(client.links()).containsExactlyInAnyOrderElementsOf(one.links());
            assertThat(client.inventory(one.id()).components())
                    .extracting(ComponentDescription::id)
                    .containsExactly("hello");
        });
        try (WasmCloudHost fresh = host(server.port()).build()) {
            fresh.start();
            assertThat(fresh.links()).containsExactlyInAnyOrderElementsOf(one.links());
            assertThat(fresh.config("greeting")).isEqualTo(one.config("greeting"));
        }
    }

    @Test
    void twentyRestartsLoseNoLocalCallAndLeaveNoRequestWithoutAnEnd() throws Exception {
        startHosts(server.port());
        try (Load load = new Load(one, client)) {
            for (int i = 0; i < RESTARTS; i++) {
                load.awaitMore();
                server.restart();
            }
            load.awaitMore();
            load.stop();
            assertThat(load.wrong()).isEmpty();
            assertThat(load.localCalls()).isGreaterThan(RESTARTS);
            assertThat(load.answered()).isGreaterThan(RESTARTS);
            assertThat(one.links()).as("links that were acknowledged").containsAll(load.acknowledged());
        }
        assertTheLatticeIsWhole();
    }

    @Test
    void aHostThatStartsFirstServesAndJoinsWhenTheServerComes() throws Exception {
        server.kill();
        one = started(host(server.port()).latticeWait(Duration.ofMillis(100)));
        assertThat(one.latticeState()).isEqualTo(LatticeState.JOINING);
        one.scale(ScaleCommand.of("hello", Artifact.file(Load.HELLO)));
        one.putLink(link("early"));
        one.putConfig("greeting", Map.of("text", "early"));
        assertThat(Load.get(one)).contains("WebAssembly component");

        server.start();
        two = started(host(server.port()));
        client = opened(LatticeClient.builder()
                .transport(transport(server.port()))
                .lattice("faults")
                .connect());

        assertTheLatticeIsWhole();
        assertThat(two.links()).containsExactly(link("early"));
    }

    @Test
    void deletedAndEmptiedBucketsComeBack() throws Exception {
        startHosts(server.port());
        try (Load load = new Load(one, client)) {
            Buckets.delete(server, "LATTICEDATA_faults");
            Buckets.empty(server, "CONFIGDATA_faults");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(events.stream().filter("lattice_data_restored"::equals))
                            .hasSizeGreaterThanOrEqualTo(2));
            load.stop();
            assertThat(load.wrong()).isEmpty();
        }
        assertTheLatticeIsWhole();
        assertThat(two.config("greeting")).contains(Map.of("text", "hello"));
        assertThat(one.links()).contains(link("default"));
    }

    @Test
    void aServerThatLostItsDiskIsFilledAgain() {
        startHosts(server.port());
        server.kill();
        server.wipe();
        server.start();

        assertTheLatticeIsWhole();
        assertThat(one.links()).containsExactly(link("default"));
        assertThat(client.config("greeting")).contains(Map.of("text", "hello"));
    }

    @Test
    void aBadNetworkIsSurvived() throws Exception {
        FaultProxy proxy = opened(FaultProxy.to(server.port()));
        startHosts(proxy.port());
        try (Load load = new Load(one, client)) {
            proxy.reset();
            load.awaitMore();
            proxy.halfClose();
            load.awaitMore();
            proxy.delay(Duration.ofMillis(100));
            load.awaitMore();
            proxy.heal();
            proxy.freeze();
            await().atMost(SOON).until(() -> one.latticeState() == LatticeState.AWAY);
            // Until the connection is known to be lost, commands that need it fail; then they are kept for later.
            await().atMost(SOON).ignoreExceptions().until(() -> {
                one.putLink(link("while-frozen"));
                return true;
            });
            load.awaitLocalCalls();
            proxy.heal();
            load.awaitMore();
            proxy.cut();
            await().atMost(SOON).until(() -> two.latticeState() == LatticeState.AWAY);
            await().atMost(SOON).ignoreExceptions().until(() -> {
                two.putConfig("greeting", Map.of("text", "while cut"));
                return true;
            });
            load.awaitLocalCalls();
            proxy.heal();
            load.awaitMore();
            load.stop();
            assertThat(load.wrong()).isEmpty();
        }
        assertTheLatticeIsWhole();
        assertThat(two.links()).contains(link("while-frozen"));
        assertThat(one.config("greeting")).contains(Map.of("text", "while cut"));
    }
}
