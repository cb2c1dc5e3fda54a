package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.HostState;
import org.latticehost.host.model.LatticeState;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.LatticeTransport;

/** A host whose lattice comes late, goes and loses its data. */
class OutageTest extends TestHosts {
    private final LatticeTransport transport = lattice.transport();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private LatticeClient client;

    @BeforeEach
    void listen() {
        client = LatticeClient.builder()
                .transport(lattice.transport())
                .lattice("test")
                .timeout(Duration.ofMillis(300))
                .connect();
        client.events(event -> seen.add(LatticeEvents.name(event.getType())));
    }

    @AfterEach
    void leave() {
        client.close();
    }

    private static Link link(String name, String target) {
        return Link.from("hello")
                .to(target)
                .name(name)
                .interfaces("wasi:keyvalue", "store")
                .build();
    }

    private WasmCloudHost away() {
        lattice.disconnect(transport);
        return start(builder().transport(transport).latticeWait(Duration.ofMillis(50)));
    }

    private static Object greeting(WasmCloudHost host) {
        return host.component("hello")
                .call(FakeRuntime.API, "config", List.of("text"), Context.root())
                .toCompletableFuture()
                .join();
    }

    @Test
    void startsWithoutItsLatticeServesAndJoinsWhenItComes() {
        WasmCloudHost host = away();
        assertThat(host.state()).isEqualTo(HostState.RUNNING);
        assertThat(host.latticeState()).isEqualTo(LatticeState.JOINING);

        host.putConfig("greeting", Map.of("text", "early"));
        host.scale(scale("hello", "a").config("greeting"));
        host.putLink(link("default", "store"));
        assertThat(greeting(host)).isEqualTo("early");
        assertThat(host.links()).containsExactly(link("default", "store"));
        assertThat(host.config("greeting")).contains(Map.of("text", "early"));
        assertThat(client.hosts()).isEmpty();

        lattice.reconnect(transport);

        await().untilAsserted(() -> assertThat(host.latticeState()).isEqualTo(LatticeState.JOINED));
        await().untilAsserted(() -> {
            assertThat(client.inventory(host.id()).components()).hasSize(1);
            assertThat(client.links()).containsExactly(link("default", "store"));
            assertThat(client.config("greeting")).contains(Map.of("text", "early"));
        });
        // Others learn that it is there, and from the heartbeat what runs on it.
        await().untilAsserted(() -> assertThat(seen).containsExactly("host_started", "host_heartbeat"));
        assertThat(start().links()).containsExactly(link("default", "store"));
    }

    @Test
    void failsToStartIfTheLatticeIsRequiredAndAway() {
        lattice.disconnect(transport);
        WasmCloudHost host = builder()
                .transport(transport)
                .latticeRequired(true)
                .latticeWait(Duration.ofMillis(50))
                .build();

        assertThatThrownBy(host::start)
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("50 ms")
                .hasMessageContaining("not connected");
        assertThat(host.state()).isEqualTo(HostState.STOPPED);
        assertThat(events.names()).isEmpty();
    }

    @Test
    void stopsWithoutHavingJoined() {
        WasmCloudHost host = away();

        host.stop();

        assertThat(host.latticeState()).isEqualTo(LatticeState.LEFT);
        assertThat(seen).isEmpty();
        assertThat(events.names()).containsExactly("host_started");
    }

    @Test
    void worksOnItsCopyDuringAnOutageAndBringsTheLatticeUpToDate() {
        WasmCloudHost host = start(builder().transport(transport));
        WasmCloudHost other = start();
        host.putConfig("greeting", Map.of("text", "before"));
        host.scale(scale("hello", "a").config("greeting"));
        host.putLink(link("first", "store"));
        host.putLink(link("second", "store"));

        lattice.disconnect(transport);
        assertThat(host.latticeState()).isEqualTo(LatticeState.AWAY);
        host.putConfig("greeting", Map.of("text", "during"));
        host.putLink(link("third", "store"));
        assertThat(host.deleteLink("hello", "wasi:keyvalue", "first")).contains(link("first", "store"));
        assertThat(host.deleteLink("hello", "wasi:keyvalue", "first")).isEmpty();
        assertThat(greeting(host)).isEqualTo("during");
        assertThat(host.links()).containsExactlyInAnyOrder(link("second", "store"), link("third", "store"));
        other.putLink(link("fourth", "store"));
        other.putLink(link("third", "elsewhere")); // who is in the lattice was first
        other.putConfig("other", Map.of("a", "b"));

        lattice.reconnect(transport);

        await().untilAsserted(() -> {
            assertThat(host.links())
                    .containsExactlyInAnyOrder(
                            link("second", "store"), link("third", "elsewhere"), link("fourth", "store"));
            assertThat(other.links()).containsExactlyInAnyOrderElementsOf(host.links());
            assertThat(other.config("greeting")).contains(Map.of("text", "during"));
            assertThat(host.config("other")).contains(Map.of("a", "b"));
            assertThat(host.latticeState()).isEqualTo(LatticeState.JOINED);
        });
        assertThat(greeting(host)).isEqualTo("during");
    }

    @Test
    void removesConfigurationThatWasDeletedWhileAway() {
        WasmCloudHost host = start(builder().transport(transport));
        host.putConfig("greeting", Map.of("text", "before"));
        lattice.disconnect(transport);

        host.deleteConfig("greeting");
        assertThat(host.config("greeting")).isEmpty();
        lattice.reconnect(transport);

        await().untilAsserted(() -> assertThat(client.config("greeting")).isEmpty());
    }

    @Test
    void putsBackWhatAnEmptiedBucketHasLost() {
        WasmCloudHost host = start(builder().transport(transport));
        host.putLink(link("default", "store"));
        host.putConfig("greeting", Map.of("text", "hello"));

        lattice.emptyBucket("LATTICEDATA_test");
        lattice.emptyBucket("CONFIGDATA_test");

        await().untilAsserted(() -> {
            assertThat(start().links()).containsExactly(link("default", "store"));
            assertThat(client.config("greeting")).contains(Map.of("text", "hello"));
        });
        await().untilAsserted(() -> assertThat(seen).contains("lattice_data_restored"));
        assertThat(events.data("lattice_data_restored")).contains("\"entries\":1");
        assertThat(host.links()).containsExactly(link("default", "store"));
    }

    @Test
    void makesADeletedBucketAnewWithItsContent() {
        WasmCloudHost host = start(builder().transport(transport));
        WasmCloudHost other = start();
        host.putLink(link("default", "store"));
        await().untilAsserted(() -> assertThat(other.links()).hasSize(1));

        lattice.deleteBucket("LATTICEDATA_test");

        await().untilAsserted(() -> {
            assertThat(host.latticeState()).isEqualTo(LatticeState.JOINED);
            assertThat(seen).contains("lattice_data_restored");
        });
        assertThat(start().links()).containsExactly(link("default", "store"));
        client.putLink(link("second", "store"));
        await().untilAsserted(() -> {
            assertThat(host.links()).hasSize(2);
            assertThat(other.links()).hasSize(2);
        });
    }

    @Test
    void followsABucketThatWasReplacedWhileItWasAway() {
        WasmCloudHost host = start(builder().transport(transport));
        host.putConfig("greeting", Map.of("text", "1"));
        host.putConfig("greeting", Map.of("text", "2"));
        host.putLink(link("first", "store"));
        host.putLink(link("second", "store"));
        lattice.disconnect(transport);

        lattice.deleteBucket("LATTICEDATA_test");
        lattice.deleteBucket("CONFIGDATA_test");
        WasmCloudHost other = start(); // makes them anew; revisions are lower there
        other.putConfig("greeting", Map.of("text", "3"));
        other.putLink(link("third", "store"));
        lattice.reconnect(transport);
        await().untilAsserted(() -> assertThat(host.links()).containsExactly(link("third", "store")));

        other.putLink(link("fourth", "store"));
        await().untilAsserted(() -> assertThat(host.links()).hasSize(2));
        assertThat(host.config("greeting")).contains(Map.of("text", "3"));
    }
}
