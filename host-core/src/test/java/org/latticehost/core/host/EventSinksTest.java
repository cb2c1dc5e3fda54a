package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.client.LatticeClient;

/** The embedder's sinks and the lattice get the same events, whatever a sink does. */
class EventSinksTest extends TestHosts {
    @Test
    void aSinkThatFailsDisturbsNeitherCommandsNorTheOthers() {
        RecordingSink last = new RecordingSink();
        List<CloudEvent> seen = new CopyOnWriteArrayList<>();
        try (LatticeClient client = LatticeClient.builder()
                .transport(lattice.transport())
                .lattice("test")
                .connect()) {
            client.events(seen::add);
            WasmCloudHost host = start(builder()
                    .eventSink(event -> {
                        throw new IllegalStateException("this sink is broken");
                    })
                    .eventSink(last));

            host.putLabel("zone", "b");
            host.scale(scale("hello", "a"));
            host.stopComponent("hello");
            host.close();

            List<String> all =
                    List.of("host_started", "labels_changed", "component_scaled", "component_scaled", "host_stopped");
            assertThat(last.names()).isEqualTo(all);
            assertThat(events.names()).isEqualTo(all);
            await().untilAsserted(() -> assertThat(seen).hasSameSizeAs(all));
            assertThat(seen).extracting(CloudEvent::getId).doesNotHaveDuplicates();
            assertThat(seen).allSatisfy(event -> assertThat(event.getSource()).hasToString(host.id()));
        }
    }
}
