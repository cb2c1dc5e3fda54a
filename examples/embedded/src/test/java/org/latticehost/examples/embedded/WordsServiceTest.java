package org.latticehost.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.Link;

/** How to test a service together with the lattice it lives in: no broker, no container, no port. */
class WordsServiceTest {
    private final InMemoryLattice lattice = InMemoryLattice.create("test");
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();
    private final WasmCloudHost host = host("first");
    private final WasmCloudHost neighbour = host("second");

    private WasmCloudHost host(String name) {
        return WasmCloudHost.builder()
                .lattice("test")
                .friendlyName(name)
                .transport(lattice.transport())
                .eventSink(events::add)
                .build();
    }

    @BeforeEach
    void start() {
        host.start();
        neighbour.start();
    }

    @AfterEach
    void stop() {
        host.close();
        neighbour.close();
    }

    @Test
    void letsTheComponentDoTheWork() throws Exception {
        WordsService words = new WordsService(host);
        assertThat(words.greeting()).startsWith("Hello!");
        assertThat(words.repeat("as you said")).isEqualTo("as you said");
    }

    @Test
    void runsOnItsOwnHostAndNotOnTheNeighbour() throws Exception {
        WordsService words = new WordsService(host);
        assertThat(host.inventory().component("words")).isPresent();
        assertThat(neighbour.inventory().components()).isEmpty();
        neighbour.stop();
        assertThat(words.repeat("still here")).isEqualTo("still here");
    }

    @Test
    void sharesItsLatticeWithTheNeighbour() {
        Link link = Link.from("http")
                .to("words")
                .interfaces("wasi:http", "incoming-handler")
                .build();
        host.putLink(link);
        assertThat(host.links()).containsExactly(link);
        assertThat(events)
                .extracting(event -> LatticeEvents.name(event.getType()))
                .contains("host_started", "linkdef_set");
    }
}
