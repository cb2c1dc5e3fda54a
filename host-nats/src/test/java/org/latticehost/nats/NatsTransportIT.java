package org.latticehost.nats;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.testkit.lattice.LatticeTransportContract;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class NatsTransportIT extends LatticeTransportContract {
    private static NatsServer server;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Buckets and subjects differ between tests, so they share a server. */
    @Override
    protected LatticeTransport open() {
        return NatsTransport.builder().server(server.url()).build();
    }
}
