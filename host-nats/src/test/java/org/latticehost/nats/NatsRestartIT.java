package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.latticehost.testkit.lattice.LatticeFixture.SOON;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.testkit.lattice.ConnectionLog;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.latticehost.testkit.lattice.Received;
import org.latticehost.testkit.lattice.WatchLog;

/** What happens when the server itself goes away. */
class NatsRestartIT {
    private static final int RESTARTS = 5;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private NatsTransport transport(NatsServer server) {
        NatsTransport transport = NatsTransport.builder()
                .server(server.url())
                .requestTimeout(Duration.ofSeconds(2))
                .reconnectBackoff(Duration.ofMillis(20), Duration.ofMillis(500))
                .build();
        open.add(0, transport);
        return transport;
    }

    private record Started(LatticeTransport transport, ConnectionLog log) {}

    private Started started(NatsServer server) {
        NatsTransport transport = transport(server);
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        return new Started(transport, log);
    }

    private NatsServer running() {
        NatsServer server = NatsServers.onFreePort();
        open.add(server);
        return server;
    }

    @Test
    void startsWhileTheServerIsAwayAndJoinsWhenItComes() {
        NatsServer server = NatsServers.notYetStarted();
        open.add(server);
        NatsTransport transport = transport(server);
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        Received<LatticeMessage> received = new Received<>();
        transport.control().subscribe("early", null, received);
        transport.rpc().publish(LatticeMessage.of("early", "kept"));
        assertThat(transport.connected()).isFalse();

        server.start();

        assertThat(log.next()).isEqualTo("connected");
        transport.rpc().publish(LatticeMessage.of("early", "after"));
        // Two connections: the control one may subscribe after the other has sent what it kept.
        String first = received.next().text();
        assertThat(first).isIn("kept", "after");
        assertThat(transport.bucket("early").keys()).isEmpty();
    }

    @Test
    void everyRequestIsAnsweredOrFailsWithATypedErrorAcrossRestarts() throws Exception {
        NatsServer server = running();
        Started responder = started(server);
        Started caller = started(server);
        MessageBus serving = responder.transport().rpc();
        serving.subscribe(
                "echo",
                "group",
                message ->
                        message.replyTo().ifPresent(to -> serving.publish(LatticeMessage.of(to, message.payload()))));
        serving.flush(SOON);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
        List<CompletionStage<?>> stages = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean stop = new AtomicBoolean();
        Thread load = new Thread(() -> {
            for (int i = 0; !stop.get(); i++) {
                String text = Integer.toString(i);
                CompletionStage<LatticeMessage> stage =
                        caller.transport().rpc().request(LatticeMessage.of("echo", text), Duration.ofMillis(500));
                stages.add(stage.handle((answer, failure) -> {
                    if (failure instanceof TransportException) {
                        failed.incrementAndGet();
                    } else if (failure != null || !answer.text().equals(text)) {
                        wrong.add(failure == null ? new AssertionError("answer of another request") : failure);
                    } else {
                        answered.incrementAndGet();
                    }
                    return true;
                }));
                if (i % 10 == 0) {
                    stage.handle((answer, failure) -> true)
                            .toCompletableFuture()
                            .join(); // a steady, not a rising load
                }
            }
        });
        load.start();
        for (int i = 0; i < RESTARTS; i++) {
            int before = answered.get();
            await().atMost(SOON).until(() -> answered.get() > before + 100);
            server.restart();
            assertThat(caller.log().next()).isEqualTo("disconnected");
            assertThat(caller.log().next()).isEqualTo("connected");
            assertThat(responder.log().next()).isEqualTo("disconnected");
            assertThat(responder.log().next()).isEqualTo("connected");
        }
        int before = answered.get();
        await().atMost(SOON).until(() -> answered.get() > before + 100);
        stop.set(true);
        load.join(SOON.toMillis());
        for (CompletionStage<?> stage : List.copyOf(stages)) {
            stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(wrong).isEmpty();
        assertThat(answered.get() + failed.get()).isEqualTo(stages.size());
    }

    @Test
    void watchesAndSubscriptionsGoOnAcrossRestarts() {
        NatsServer server = running();
        Started one = started(server);
        Started two = started(server);
        KeyValueBucket bucket = one.transport().bucket("restarts");
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        assertThat(log.next()).isEqualTo("caughtUp");
        Received<LatticeMessage> received = new Received<>();
        one.transport().control().subscribe("news.>", null, received);
        KeyValueBucket other = two.transport().bucket("restarts");
        for (int i = 0; i < RESTARTS; i++) {
            server.restart();
            for (Started started : List.of(one, two)) {
                assertThat(started.log().next()).isEqualTo("disconnected");
                assertThat(started.log().next()).isEqualTo("connected");
            }
            String value = Integer.toString(i);
            other.put("key", value.getBytes(StandardCharsets.UTF_8));
            log.until("PUT key=" + value);
            two.transport().control().publish(LatticeMessage.of("news.today", value));
            assertThat(received.next().text()).isEqualTo(value);
        }
        assertThat(bucket.get("key").orElseThrow().value()).isEqualTo(new byte[] {'4'});
    }

    @Test
    void aServerThatLostItsStoreInterruptsWatchesUntilTheBucketIsMadeAnew() {
        NatsServer server = running();
        Started started = started(server);
        KeyValueBucket bucket = started.transport().bucket("wiped");
        bucket.put("a", new byte[] {'1'});
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        log.until("caughtUp");

        server.kill();
        server.wipe();
        server.start();

        assertThat(log.next()).isEqualTo("interrupted");
        assertThat(started.log().next()).isEqualTo("disconnected");
        assertThat(started.log().next()).isEqualTo("connected");
        started.transport().bucket("wiped").put("b", new byte[] {'1'});
        assertThat(log.next(3)).containsExactlyInAnyOrder("LOST a", "PUT b=1", "caughtUp");
    }
}
