package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;

/** Hosts on one in-memory lattice, with a runtime of fakes; stopped after each test, and nothing may be left of them. */
abstract class TestHosts {
    final InMemoryLattice lattice = InMemoryLattice.create("test");
    final FakeRuntime runtime = new FakeRuntime();
    final RecordingSink events = new RecordingSink();
    private final List<WasmCloudHost> started = new ArrayList<>();

    WasmCloudHostBuilder builder() {
        return WasmCloudHost.builder()
                .lattice("test")
                .transport(lattice.transport())
                .runtime(runtime)
                .eventSink(events)
                .gracePeriod(Duration.ofSeconds(2));
    }

    WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost host = builder.build();
        started.add(host);
        return host.start();
    }

    WasmCloudHost start() {
        return start(builder());
    }

    static ScaleCommand scale(String id, String text) {
        return ScaleCommand.of(id, Artifact.bytes("registry.example/" + text + ":1", FakeRuntime.component(text)));
    }

    @AfterEach
    void stopsWithoutATrace() {
        runtime.unblock();
        started.forEach(WasmCloudHost::close);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(runtime.alive).as("instances alive").hasValue(0);
    }

    /** Names of the threads of hosts. The memory lattice's are its transports', closed with the host. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("lattice-"))
                .toList();
    }
}
