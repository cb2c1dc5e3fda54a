package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.HostState;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;

class ControlInterfaceTest extends TestHosts {
    private final LatticeTransport client = lattice.transport();
    private final Fetcher fetcher = new Fetcher();

    @BeforeEach
    void connect() {
        client.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {}

            @Override
            public void disconnected(String reason) {}
        });
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Override
    WasmCloudHostBuilder builder() {
        return super.builder().artifactFetcher(fetcher);
    }

    private String ask(String operation, String body) {
        return client.control()
                .request(LatticeMessage.of("wasmbus.ctl.v1.test." + operation, body), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join()
                .text();
    }

    @Test
    void answersAPing() {
        WasmCloudHost host = start(builder().label("zone", "a").version("1.9.2"));

        String reply = ask("host.ping", "anything");

        JsonNode node = Json.read(reply.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(reply).startsWith("{\"success\":true,\"message\":\"\",\"response\":{\"rpc_host\":\"memory:test\"");
        assertThat(node.at("/response/id").textValue()).isEqualTo(host.id());
        assertThat(node.at("/response/labels/zone").textValue()).isEqualTo("a");
        assertThat(node.at("/response").has("js_domain")).isFalse();
    }

    @Test
    void scalesAndShowsWhatRuns() {
        WasmCloudHost host = start();

        String scaled = ask(
                "component.scale." + host.id(),
                "{\"component_ref\":\"registry.example/a:1\",\"component_id\":\"hello\",\"count\":4294967295,"
                        + "\"annotations\":{\"app\":\"x\"},\"component_limits\":{\"max_execution_time\":\"30\"}}");

        assertThat(scaled).isEqualTo("{\"success\":true,\"message\":\"\"}");
        await().untilAsserted(() -> assertThat(ask("host.get." + host.id(), ""))
                .contains("{\"id\":\"hello\",\"image_ref\":\"registry.example/a:1\",\"annotations\":{\"app\":\"x\"},"
                        + "\"revision\":0,\"max_instances\":4294967295,\"limits\":{\"max_execution_time\":\"30\"}}"));
        assertThat(ask(
                        "component.update." + host.id(),
                        "{\"component_id\":\"hello\",\"new_component_ref\":\"registry.example/b:1\"}"))
                .isEqualTo("{\"success\":true,\"message\":\"component hello updating from registry.example/a:1 to"
                        + " registry.example/b:1\"}");
        await().untilAsserted(() -> assertThat(
                        host.inventory().component("hello").orElseThrow().reference())
                .isEqualTo("registry.example/b:1"));
        ask("component.scale." + host.id(), "{\"component_id\":\"hello\"}");
        await().untilAsserted(() -> assertThat(host.inventory().components()).isEmpty());
    }

    @Test
    void answersNobodyElsesSubjects() {
        start(builder().providerAuction(false));

        for (String subject : List.of(
                "wasmbus.ctl.v1.other.host.ping",
                "wasmbus.ctl.v1.other.link.get",
                "other.ctl.v1.test.host.ping",
                "wasmbus.ctl.v1.test.provider.auction",
                "wasmbus.ctl.v1.test.host.get.NOBODY")) {
            assertThatThrownBy(() -> client.control()
                            .request(LatticeMessage.empty(subject), Duration.ofSeconds(5))
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_RESPONDERS));
        }
    }

    @Test
    void keepsTheOrderOfRequestsForOneComponent() {
        WasmCloudHost host = start();
        for (int count = 1; count <= 50; count++) {
            client.control()
                    .publish(LatticeMessage.of(
                            "wasmbus.ctl.v1.test.component.scale." + host.id(),
                            "{\"component_ref\":\"registry.example/a:1\",\"component_id\":\"hello\",\"count\":" + count
                                    + "}"));
        }

        await().untilAsserted(() -> assertThat(events.names())
                .filteredOn("component_scaled"::equals)
                .hasSize(50));

        assertThat(host.inventory().component("hello").orElseThrow().maxInstances())
                .isEqualTo(50);
    }

    @Test
    void stopsWhenTold() {
        WasmCloudHost host = start();
        List<String> seen = new CopyOnWriteArrayList<>();
        client.control().subscribe("wasmbus.evt.test.*", null, message -> seen.add(message.subject()));

        assertThat(ask("host.stop." + host.id(), "{\"timeout\":2000}"))
                .isEqualTo("{\"success\":true,\"message\":\"successfully handled stop host\"}");

        await().untilAsserted(() -> assertThat(host.state()).isEqualTo(HostState.STOPPED));
        await().untilAsserted(() -> assertThat(seen).containsExactly("wasmbus.evt.test.host_stopped"));
    }

    @Test
    void handsCredentialsToItsFetchers() {
        start();

        assertThat(ask("registry.put", "{\"registry.example\":{\"username\":\"u\",\"password\":\"p\"}}"))
                .isEqualTo("{\"success\":true,\"message\":\"successfully put registries\"}");

        assertThat(fetcher.credentials).containsEntry("registry.example", RegistryCredential.of("u", "p", null));
        assertThat(fetcher.credentials.toString()).doesNotContain("p=p").contains("***");
    }

    private static final class Fetcher implements ArtifactFetcher {
        final Map<String, RegistryCredential> credentials = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public boolean supports(String reference) {
            return reference.startsWith("registry.example/");
        }

        @Override
        public byte[] fetch(String reference, long maxBytes) {
            return FakeRuntime.component(reference);
        }

        @Override
        public void credential(String registry, RegistryCredential credential) {
            credentials.put(registry, credential);
        }
    }
}
