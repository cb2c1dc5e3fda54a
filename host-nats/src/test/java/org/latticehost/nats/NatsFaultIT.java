package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.testkit.lattice.LatticeFixture.SOON;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.testkit.lattice.ConnectionLog;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.latticehost.testkit.lattice.WatchLog;

/** What a bad network does to a connection. */
class NatsFaultIT {
    private NatsServer server;
    private FaultProxy proxy;
    private NatsTransport transport;
    private final ConnectionLog log = new ConnectionLog();
    private final WatchLog watch = new WatchLog();
    private KeyValueBucket bucket;

    @BeforeEach
    void start() {
        server = NatsServers.onFreePort();
        proxy = FaultProxy.to(server.port());
        transport = NatsTransport.builder()
                .server("nats://127.0.0.1:" + proxy.port())
                .pingInterval(Duration.ofMillis(200))
                .connectTimeout(Duration.ofMillis(500))
                .reconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(200))
                .build();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        MessageBus bus = transport.rpc();
        bus.subscribe(
                "echo",
                null,
                message -> message.replyTo().ifPresent(to -> bus.publish(LatticeMessage.of(to, message.payload()))));
        bus.flush(SOON);
        bucket = transport.bucket("faults");
        bucket.watch(">", watch);
        assertThat(watch.next()).isEqualTo("caughtUp");
    }

    @AfterEach
    void stop() {
        transport.close();
        proxy.close();
        server.close();
    }

    private void assertWorks() throws Exception {
        LatticeMessage request = LatticeMessage.of("echo", "x");
        assertThat(transport
                        .rpc()
                        .request(request, SOON)
                        .toCompletableFuture()
                        .get(SOON.toSeconds(), TimeUnit.SECONDS)
                        .text())
                .isEqualTo("x");
        bucket.put("a", new byte[] {'1'});
        watch.until("PUT a=1");
    }

    private void assertComesBack() throws Exception {
        assertThat(log.next()).isEqualTo("disconnected");
        assertThat(log.next()).isEqualTo("connected");
        assertThat(watch.next()).isEqualTo("interrupted");
        watch.until("caughtUp");
        assertWorks();
    }

    @Test
    void comesBackAfterAReset() throws Exception {
        for (int i = 0; i < 5; i++) {
            proxy.reset();
            assertThat(log.next()).isEqualTo("disconnected");
            assertThat(log.next()).isEqualTo("connected");
            assertWorks();
        }
    }

    @Test
    void comesBackAfterAHalfClose() throws Exception {
        proxy.halfClose();
        assertComesBack();
    }

    @Test
    void noticesASilentNetworkAndComesBack() throws Exception {
        proxy.freeze();
        assertThat(log.next()).isEqualTo("disconnected");
        proxy.reset();
        proxy.heal();
        assertThat(log.next()).isEqualTo("connected");
        assertWorks();
    }

    @Test
    void worksOnASlowNetwork() throws Exception {
        proxy.delay(Duration.ofMillis(40));
        assertWorks();
        assertThat(log.soFar()).isEmpty();
    }
}
