package org.latticehost.wrpc;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** The flows byte for byte through a NATS server, each side on its own connection. */
class FlowsOnNatsIT extends FlowContract {
    private static final Map<Long, NatsServer> SERVERS = new TreeMap<>();

    @AfterAll
    static void stopServers() {
        SERVERS.values().forEach(NatsServer::close);
        SERVERS.clear();
    }

    @Override
    Buses open(long maxPayload) {
        NatsServer server = SERVERS.computeIfAbsent(maxPayload, max -> NatsServers.onFreePort("max_payload: " + max));
        NatsConnection ours = new NatsConnection(server);
        NatsConnection theirs = new NatsConnection(server);
        return new Buses() {
            @Override
            public MessageBus ours() {
                return ours.bus();
            }

            @Override
            public MessageBus theirs() {
                return theirs.bus();
            }

            @Override
            public void checkNothingIsSubscribed() {
                // Still connected: nothing of the flow was too large for the server or broke its protocol.
                ours.bus().flush(Duration.ofSeconds(5));
            }

            @Override
            public void close() {
                ours.close();
                theirs.close();
            }
        };
    }
}
