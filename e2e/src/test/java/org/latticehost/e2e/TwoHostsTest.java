package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.ScaleCommand;

/** Two hosts of one JVM in one lattice in memory, each with a real component. */
class TwoHostsTest {
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");

    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void scalingOnOneDoesNotDisturbTheOtherAndOneSinkSeesBoth() throws Exception {
        InMemoryLattice lattice = InMemoryLattice.create("two");
        try (WasmCloudHost first = host(lattice);
                WasmCloudHost second = host(lattice)) {
            first.scale(ScaleCommand.of("one", Artifact.file(HELLO)).maxInstances(2));
            second.scale(ScaleCommand.of("two", Artifact.file(HELLO)).maxInstances(3));
            assertThat(greeting(second, "two")).contains("Hello");

            first.scale(ScaleCommand.of("one", Artifact.file(HELLO)).maxInstances(7));
            first.stopComponent("one");

            assertThat(first.inventory().components()).isEmpty();
            assertThat(second.inventory().components())
                    .extracting(ComponentDescription::id)
                    .containsExactly("two");
            assertThat(second.inventory().components().get(0).maxInstances()).isEqualTo(3);
            assertThat(greeting(second, "two")).contains("Hello");
            await().untilAsserted(() -> assertThat(scaledBy(first)).isEqualTo(3));
            await().untilAsserted(() -> assertThat(scaledBy(second)).isEqualTo(1));
        }
        await().untilAsserted(() -> assertThat(events.stream()
                        .filter(e -> LatticeEvents.name(e.getType()).equals("host_stopped")))
                .hasSize(2));
    }

    private WasmCloudHost host(InMemoryLattice lattice) {
        return WasmCloudHost.builder()
                .lattice("two")
                .engine("endive")
                .transport(lattice.transport())
                .eventSink(events::add)
                .build()
                .start();
    }

    private long scaledBy(WasmCloudHost host) {
        return events.stream()
                .filter(e -> e.getSource().toString().equals(host.id()))
                .filter(e -> LatticeEvents.name(e.getType()).equals("component_scaled"))
                .count();
    }

    private static String greeting(WasmCloudHost host, String component) throws Exception {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), "/", HttpFields.none(), BytePipe.empty());
        HttpResponse response = host.component(component)
                .http()
                .handle(request, Context.current())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        StringBuilder text = new StringBuilder();
        for (byte[] chunk = response.body().read(1024);
                chunk != null;
                chunk = response.body().read(1024)) {
            text.append(new String(chunk, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
