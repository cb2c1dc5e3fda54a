package org.latticehost.wrpc;

import java.time.Duration;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;

/** A connection to a server, ready to use. */
final class NatsConnection implements AutoCloseable {
    private final NatsTransport transport;

    NatsConnection(NatsServer server) {
        transport = NatsTransport.builder().server(server.url()).build();
        transport.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {}

            @Override
            public void disconnected(String reason) {}
        });
        bus().flush(Duration.ofSeconds(10));
    }

    MessageBus bus() {
        return transport.rpc();
    }

    @Override
    public void close() {
        transport.close();
    }
}
