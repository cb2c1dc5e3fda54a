package org.latticehost.natsproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.nats.NatsCredentials;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.MessagingCapabilityContract;
import org.latticehost.testkit.capability.RecordingComponent;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class MessagingNatsIT implements MessagingCapabilityContract {
    private static NatsServer server;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort("authorization { user: carol, password: open-sesame }");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    public CapabilityProvider provider() {
        return new MessagingNatsProviderFactory().create();
    }

    @Override
    public Map<String, String> config() {
        return Map.of("cluster_uris", "nats://carol:open-sesame@127.0.0.1:" + server.port());
    }

    /** Somebody else on the same server. */
    private static NatsTransport outside() {
        NatsTransport transport = NatsTransport.builder()
                .server("nats://127.0.0.1:" + server.port())
                .credentials(NatsCredentials.userPassword("carol", "open-sesame"))
                .build();
        transport.start(new Unheard());
        return transport;
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

    private static String ask(NatsTransport transport, String subject, String body) throws Exception {
        byte[] answer = transport
                .rpc()
                .request(LatticeMessage.of(subject, body.getBytes(UTF_8)), Duration.ofSeconds(5))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .payload();
        return new String(answer, UTF_8);
    }

    @Test
    void messagesThatTheServerKeepsAreTakenAlsoAfterItRestarts() throws Exception {
        RecordingComponent component = new RecordingComponent();
        try (NatsTransport outside = outside();
                LinkedProvider linked = LinkedProvider.start(provider(), config(), id -> component)) {
            assertThat(ask(outside, "$JS.API.STREAM.CREATE.ORDERS", """
                    {"name":"ORDERS","subjects":["orders.>"],"storage":"file","retention":"limits","num_replicas":1}
                    """)).contains("\"created\"");
            assertThat(ask(outside, "$JS.API.CONSUMER.DURABLE.CREATE.ORDERS.shop", """
                    {"stream_name":"ORDERS","config":{"durable_name":"shop","ack_policy":"explicit","deliver_policy":"all"}}
                    """))
                    .contains("\"created\"");
            assertThat(ask(outside, "orders.new", "kept before")).contains("\"seq\":1");
            linked.linkFrom(
                    "wasmcloud:messaging",
                    "default",
                    Map.of("consumers", "[{\"stream\":\"ORDERS\",\"consumer\":\"shop\",\"max_messages\":10}]"),
                    "handler");

            assertThat(component.next().body()).isEqualTo("kept before");
            server.restart();
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(ask(outside, "orders.new", "later")).contains("\"seq\""));
            // The server may have ended before the acknowledgement of the first message was kept: it
            // delivers at least once.
            RecordingComponent.Received later = component.next();
            while (later.body().equals("kept before")) {
                later = component.next();
            }
            assertThat(later.body()).isEqualTo("later");
            assertThat(later.subject()).isEqualTo("orders.new");
            assertThat(later.replyTo()).isEmpty();
        }
    }

    @Test
    void aConsumerThatIsNotThereFailsTheLink() {
        RecordingComponent component = new RecordingComponent();
        try (LinkedProvider linked = LinkedProvider.start(provider(), config(), id -> component)) {
            for (String consumers : List.of(
                    "[{\"stream\":\"NONE\",\"consumer\":\"x\"}]",
                    "[{\"stream\":\"NONE\"}]",
                    "{}",
                    "no JSON",
                    "[{\"stream\":\"S\",\"consumer\":\"x\",\"max_messages\":0}]",
                    "[{\"stream\":\"S\",\"consumer\":\"x\",\"max_bytes\":-1}]",
                    "[{\"stream\":\"S\",\"consumer\":\"x\",\"max_bytes\":\"1k\"}]")) {
                assertThatThrownBy(() -> linked.linkFrom(
                                "wasmcloud:messaging", "default", Map.of("consumers", consumers), "handler"))
                        .as(consumers)
                        .isInstanceOf(HostException.class);
            }
        }
    }

    @Test
    void answersComeOverAnInboxOfThatPrefix() {
        try (NatsTransport outside = outside();
                LinkedProvider linked = LinkedProvider.start(provider(), config())) {
            outside.rpc().subscribe("ask", null, message -> {
                String inbox = message.replyTo().orElseThrow();
                outside.rpc().publish(LatticeMessage.of(inbox, inbox.getBytes(UTF_8)));
            });
            outside.rpc().flush(Duration.ofSeconds(5));
            ResolvedLink link = linked.linkTo(
                    "wasmcloud:messaging", "default", Map.of("custom_inbox_prefix", "_MINE.carol"), "consumer");
            HostInterface consumer = linked.serve(WireInterfaces.MESSAGING_CONSUMER, link);

            WitResult answer = (WitResult) LinkedProvider.call(consumer, "request", "ask", new byte[0], 5000);

            assertThat(new String((byte[]) ((WitRecord) answer.payload()).get(1), UTF_8))
                    .startsWith("_MINE.carol.");
        }
    }

    @Test
    void aLinkThatMayNotConnectFailsWithoutRepeatingThePassword() {
        Map<String, String> wrong = Map.of("cluster_uris", "nats://carol:guessed@127.0.0.1:" + server.port());
        try (LinkedProvider linked = LinkedProvider.start(provider(), wrong)) {
            assertThatThrownBy(() -> linked.linkTo("wasmcloud:messaging", "default", Map.of(), "consumer"))
                    .isInstanceOf(HostException.class)
                    .hasMessageNotContaining("guessed");
        }
    }
}
