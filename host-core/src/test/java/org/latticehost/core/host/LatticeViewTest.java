package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;

/** What others in the lattice see of a host: subjects, JSON, keys. */
class LatticeViewTest extends TestHosts {
    private final LatticeTransport other = lattice.transport();
    private final List<LatticeMessage> messages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        other.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {}

            @Override
            public void disconnected(String reason) {}
        });
        other.control().subscribe("wasmbus.evt.test.>", null, messages::add);
    }

    @AfterEach
    void leave() {
        other.close();
    }

    @Test
    void publishesEventsAsStructuredCloudEvents() {
        WasmCloudHost host = start();
        host.putConfig("hello-config", Map.of("a", "b"));

        await().untilAsserted(() -> assertThat(messages).hasSize(2));
        LatticeMessage event = messages.get(1);
        assertThat(event.subject()).isEqualTo("wasmbus.evt.test.config_set");
        assertThat(event.text())
                .matches("\\{\"specversion\":\"1\\.0\",\"id\":\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\","
                        + "\"type\":\"com\\.wasmcloud\\.lattice\\.config_set\",\"source\":\"" + host.id() + "\","
                        + "\"datacontenttype\":\"application/json\","
                        + "\"time\":\"[0-9-]{10}T[0-9:]{8}(\\.([0-9]{3}){1,3})?Z\","
                        + "\"data\":\\{\"config_name\":\"hello-config\"}}");
    }

    @Test
    void keepsSpecificationsAndLinksUnderTheirKeys() {
        WasmCloudHost host = start();
        host.putConfig("client-config", Map.of("k", "v"));
        host.putLink(
                Link.from("early").to("db").interfaces("wasi:keyvalue", "store").build());
        host.scale(scale("hello", "a"));
        host.putLink(Link.from("hello")
                .to("httpclient")
                .interfaces("wasi:http", "outgoing-handler")
                .targetConfig("client-config")
                .build());

        assertThat(stored("LATTICEDATA_test", "COMPONENT_hello"))
                .isEqualTo(
                        "{\"url\":\"registry.example/a:1\",\"links\":[{\"source_id\":\"hello\",\"target\":\"httpclient\","
                                + "\"name\":\"default\",\"wit_namespace\":\"wasi\",\"wit_package\":\"http\","
                                + "\"interfaces\":[\"outgoing-handler\"],\"source_config\":[],"
                                + "\"target_config\":[\"client-config\"]}]}");
        assertThat(stored("LATTICEDATA_test", "COMPONENT_early")).startsWith("{\"url\":\"\",\"links\":[{");
        assertThat(stored("CONFIGDATA_test", "client-config")).isEqualTo("{\"k\":\"v\"}");
        host.stopComponent("hello");
        assertThat(stored("LATTICEDATA_test", "COMPONENT_hello")).contains("httpclient");
    }

    @Test
    void followsWhatOthersWriteAndSkipsWhatItCannotRead() {
        WasmCloudHost host = start();
        put("COMPONENT_broken", "not json");
        put("LINKDEF_old", "{}");
        put(
                "COMPONENT_a",
                "{\"url\":\"x\",\"future\":1,\"links\":[{\"source_id\":\"a\",\"target\":\"b\","
                        + "\"wit_namespace\":\"test\",\"wit_package\":\"app\",\"interfaces\":[\"dep\"]}]}");

        await().untilAsserted(() -> assertThat(host.links())
                .containsExactly(
                        Link.from("a").to("b").interfaces("test:app", "dep").build()));
        assertThat(start().links()).hasSize(1);
    }

    private void put(String key, String value) {
        other.bucket("LATTICEDATA_test").put(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private String stored(String bucket, String key) {
        return new String(other.bucket(bucket).get(key).orElseThrow().value(), StandardCharsets.UTF_8);
    }
}
