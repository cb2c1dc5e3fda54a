package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.conformance.ControlConformance;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class ControlConformanceIT extends ControlConformance {
    private static NatsServer server;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected LatticeTransport open() {
        return NatsTransport.builder().server(server.url()).build();
    }

    @Override
    protected boolean offersHttpServer() {
        return true;
    }

    @Test
    void showsItsJetStreamDomain() {
        try (NatsServer withDomain = NatsServers.withDomain("wasmcloud")) {
            assertThat(ping(() -> NatsTransport.builder()
                            .server(withDomain.url())
                            .jetStreamDomain("wasmcloud")
                            .requestTimeout(Duration.ofSeconds(10))
                            .build()))
                    .contains("\"js_domain\":\"wasmcloud\"");
        }
    }
}
