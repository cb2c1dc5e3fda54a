package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.HostState;

class HostLifeTest extends TestHosts {
    @Test
    void goesThroughItsStatesOnce() {
        WasmCloudHost host = builder().build();
        assertThat(host.state()).isEqualTo(HostState.NEW);

        host.start();
        assertThat(host.state()).isEqualTo(HostState.RUNNING);
        assertThatThrownBy(host::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("started once");

        host.stop();
        host.stop();
        assertThat(host.state()).isEqualTo(HostState.STOPPED);
        assertThat(events.names()).containsExactly("host_started", "host_stopped");
        assertThat(runtime.closed).containsExactly("runtime");
    }

    @Test
    void canBeClosedWithoutAStart() {
        builder().build().close();

        assertThat(runtime.closed).containsExactly("runtime");
        assertThat(events.names()).isEmpty();
    }

    @Test
    void refusesADamagedSeedWithoutRepeatingIt() {
        String seed = "SNAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        assertThatThrownBy(() -> builder().hostKey(seed.substring(0, 58)).build())
                .isInstanceOf(HostException.class)
                .hasMessageContaining("hostKey")
                .hasMessageNotContaining("SNAAAA");
    }

    @Test
    void tellsWhoItIs() {
        WasmCloudHost host = start(
                builder().label("zone", "a").friendlyName("blue-boat-0001").version("1.9.2"));

        HostInventory inventory = host.inventory();

        assertThat(host.id()).hasSize(56).startsWith("N");
        assertThat(inventory.hostId()).isEqualTo(host.id());
        assertThat(inventory.friendlyName()).isEqualTo("blue-boat-0001");
        assertThat(inventory.version()).isEqualTo("1.9.2");
        assertThat(inventory.labels())
                .containsEntry("zone", "a")
                .containsKeys("hostcore.arch", "hostcore.os", "hostcore.osfamily");
        await().untilAsserted(() -> assertThat(events.data("host_started"))
                .contains("\"friendly_name\":\"blue-boat-0001\"", "\"uptime_seconds\":0", "\"version\":\"1.9.2\""));
    }

    @Test
    void refusesCommandsBeforeItsStartAndAfterItsStop() {
        WasmCloudHost host = builder().build();
        assertThatThrownBy(host::inventory)
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOST_STOPPED))
                .hasMessageContaining("start()");

        host.start();
        host.stop();

        CompletionStage<?> late = host.scaleAsync(scale("hello", "a"));
        assertThat(late.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void beatsAfterEachInterval() {
        WasmCloudHost host = start(builder().heartbeatInterval(Duration.ofMillis(100)));
        host.scale(scale("hello", "a").maxInstances(5).annotation("team", "blue"));

        await().untilAsserted(() -> assertThat(events.data("host_heartbeat"))
                .contains(
                        "\"components\":[{\"annotations\":{\"team\":\"blue\"},\"id\":\"hello\","
                                + "\"image_ref\":\"registry.example/a:1\",\"limits\":null,\"max_instances\":5,"
                                + "\"revision\":0}]",
                        "\"host_id\":\"" + host.id() + "\""));
    }

    @Test
    void changesItsLabels() {
        WasmCloudHost host = start();

        host.putLabel("zone", "b");

        assertThat(host.inventory().labels()).containsEntry("zone", "b");
        assertThat(host.deleteLabel("zone")).isTrue();
        assertThat(host.deleteLabel("zone")).isFalse();
        assertThatThrownBy(() -> host.putLabel("HostCore.os", "x")).hasMessageContaining("hostcore.*");
        await().untilAsserted(() ->
                assertThat(events.names()).containsExactly("host_started", "labels_changed", "labels_changed"));
    }

    @Test
    void waitsForItsEndWhoeverEndsIt() throws InterruptedException {
        WasmCloudHost host = start();
        Thread waiting = new Thread(host::awaitStopped);
        waiting.start();

        host.stopAsync(Duration.ofSeconds(1));

        waiting.join(5_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(host.state()).isEqualTo(HostState.STOPPED);
    }

    @Test
    void sharesConfigurationWithOtherHosts() {
        WasmCloudHost one = start();
        WasmCloudHost two = start();

        one.putConfig("greeting", Map.of("text", "hello"));

        assertThat(two.config("greeting")).contains(Map.of("text", "hello"));
        two.deleteConfig("greeting");
        assertThat(one.config("greeting")).isEmpty();
    }
}
