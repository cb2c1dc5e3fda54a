package org.latticehost.natsproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.RecordingComponent;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.slf4j.LoggerFactory;

/** Consumers of JetStream as the source of messages: what is asked for, and what happens when they are gone. */
class StreamConsumersIT {
    private static final String PULLS = "$JS.API.CONSUMER.MSG.NEXT.ORDERS.shop";
    private static NatsServer server;

    private final RecordingComponent component = new RecordingComponent();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final NatsTransport outside =
            NatsTransport.builder().server(server.url()).build();
    private final LinkedProvider linked = LinkedProvider.start(
            new MessagingNatsProviderFactory().create(), Map.of("cluster_uris", server.url()), id -> component);

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        ((Logger) LoggerFactory.getLogger("org.latticehost.nats.NatsConsumption")).addAppender(logged);
        outside.start(new Unheard());
        createStream();
    }

    @AfterEach
    void end() throws Exception {
        ((Logger) LoggerFactory.getLogger("org.latticehost.nats.NatsConsumption")).detachAppender(logged);
        linked.close();
        ask("$JS.API.STREAM.DELETE.ORDERS", "");
        outside.close();
    }

    private static final class Unheard implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {
            // Nothing depends on it.
        }

        @Override
        public void disconnected(String reason) {
            // The server was restarted.
        }
    }

    private String ask(String subject, String body) throws Exception {
        byte[] answer = outside.rpc()
                .request(LatticeMessage.of(subject, body.getBytes(UTF_8)), Duration.ofSeconds(5))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .payload();
        return new String(answer, UTF_8);
    }

    private void createStream() throws Exception {
        assertThat(ask("$JS.API.STREAM.CREATE.ORDERS", """
                {"name":"ORDERS","subjects":["orders.>"],"storage":"memory","retention":"limits","num_replicas":1}
                """)).contains("\"created\"");
    }

    private void createConsumer(String settings) throws Exception {
        assertThat(ask("$JS.API.CONSUMER.DURABLE.CREATE.ORDERS.shop", """
                {"stream_name":"ORDERS","config":{"durable_name":"shop","ack_policy":"explicit","deliver_policy":"new"%s}}
                """.formatted(settings)))
                .contains("\"created\"");
    }

    private void publish(String body) throws Exception {
        assertThat(ask("orders.new", body)).contains("\"seq\"");
    }

    private void link(String settings) {
        linked.linkFrom(
                "wasmcloud:messaging",
                "default",
                Map.of("consumers", "[{\"stream\":\"ORDERS\",\"consumer\":\"shop\"" + settings + "}]"),
                "handler");
    }

    private List<ILoggingEvent> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    private void awaitWarning(String reason) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(warnings()).singleElement().satisfies(event -> {
                    assertThat(event.getKeyValuePairs().toString()).contains(reason);
                    assertThat(event.getThrowableProxy()).isNull();
                }));
    }

    private void awaitRecovery() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(logged.list)
                        .filteredOn(event -> event.getLevel() == Level.INFO)
                        .singleElement()
                        .satisfies(event -> assertThat(event.getFormattedMessage())
                                .isEqualTo("messages of consumer 'shop' of stream 'ORDERS' are taken again")));
    }

    @Test
    void aDeletedConsumerIsToldOnceAndUsedAgainWhenItIsBack() throws Exception {
        createConsumer("");
        link("");
        publish("first");
        assertThat(component.next().body()).isEqualTo("first");

        AtomicInteger questions = new AtomicInteger();
        outside.rpc().subscribe("$JS.API.CONSUMER.INFO.ORDERS.shop", null, message -> questions.incrementAndGet());
        outside.rpc().flush(Duration.ofSeconds(5));
        assertThat(ask("$JS.API.CONSUMER.DELETE.ORDERS.shop", "")).contains("\"success\":true");
        awaitWarning("Consumer Deleted");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(questions).hasValueGreaterThan(2));
        assertThat(warnings()).hasSize(1);

        createConsumer("");
        awaitRecovery();
        publish("second");
        assertThat(component.next().body()).isEqualTo("second");
        assertThat(component.waiting()).isZero();
    }

    @Test
    void aConsumerThatVanishedWhileTheServerWasAwayIsUsedAgainWhenItIsBack() throws Exception {
        createConsumer("");
        link("");
        server.restart(); // which forgets what it kept in memory
        awaitWarning("reason"); // that it is not there, or before that that the server is away
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(this::createStream);
        createConsumer("");
        awaitRecovery();
        publish("after");
        assertThat(component.next().body()).isEqualTo("after");
    }

    @Test
    void asksForSoManyMessagesAndBytes() throws Exception {
        List<String> pulls = new CopyOnWriteArrayList<>();
        outside.rpc().subscribe(PULLS, null, message -> pulls.add(new String(message.payload(), UTF_8)));
        outside.rpc().flush(Duration.ofSeconds(5));
        createConsumer("");
        link(",\"max_messages\":7,\"max_bytes\":5000");
        await().untilAsserted(() -> assertThat(pulls).hasSize(1));
        assertThat(pulls.get(0)).contains("\"batch\":7").contains("\"max_bytes\":5000");

        for (int i = 0; i < 20; i++) {
            publish(i + "x".repeat(1000));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(component.next().body()).isEqualTo(i + "x".repeat(1000));
        }
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aMessageLargerThanWhatIsAskedForIsToldAndDoesNotKeepTheServerBusy() throws Exception {
        createConsumer(",\"max_deliver\":1");
        link(",\"max_bytes\":5000");
        AtomicInteger pulls = new AtomicInteger();
        outside.rpc().subscribe(PULLS, null, message -> pulls.incrementAndGet());
        outside.rpc().flush(Duration.ofSeconds(5));
        publish("x".repeat(6000));
        awaitWarning("larger than the 5000 bytes");
        int asked = pulls.get();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(pulls).hasValueGreaterThan(asked));
        assertThat(pulls.get()).isLessThan(asked + 5);
        assertThat(warnings()).hasSize(1);

        assertThat(ask("$JS.API.STREAM.PURGE.ORDERS", "")).contains("\"purged\":1");
        publish("small");
        assertThat(component.next().body()).isEqualTo("small");
        awaitRecovery();
    }

    @Test
    void asksForNoMoreThanTheConsumerAllows() throws Exception {
        createConsumer(",\"max_batch\":2");
        link("");
        for (int i = 0; i < 5; i++) {
            publish("message " + i);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(component.next().body()).isEqualTo("message " + i);
        }
        assertThat(warnings()).isEmpty();
    }
}
