package org.latticehost.nats;

import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.LatticeOutageContract;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class NatsOutageIT extends LatticeOutageContract {
    private static NatsServer server;

    private final Map<LatticeTransport, FaultProxy> proxies = new ConcurrentHashMap<>();

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void closeProxies() {
        proxies.values().forEach(FaultProxy::close);
    }

    @Override
    protected LatticeTransport open() {
        FaultProxy proxy = FaultProxy.to(server.port());
        LatticeTransport transport = NatsTransport.builder()
                .server("nats://127.0.0.1:" + proxy.port())
                .requestTimeout(Duration.ofSeconds(1))
                .reconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .watchHeartbeat(Duration.ofMillis(300))
                .build();
        proxies.put(transport, proxy);
        return transport;
    }

    @Override
    protected void cut(LatticeTransport transport) {
        proxies.get(transport).cut();
        await().until(((NatsTransport) transport)::offline);
    }

    @Override
    protected void restore(LatticeTransport transport) {
        proxies.get(transport).heal();
    }

    @Override
    protected void deleteBucket(String name) throws Exception {
        Connection connection = Nats.connect(server.url());
        try {
            connection.jetStreamManagement().deleteStream("KV_" + name);
        } finally {
            connection.close();
        }
    }

    @Override
    protected void emptyBucket(String name) throws Exception {
        Connection connection = Nats.connect(server.url());
        try {
            connection.jetStreamManagement().purgeStream("KV_" + name);
        } finally {
            connection.close();
        }
    }
}
