package org.latticehost.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/**
 * A component hears and speaks through a provider of {@code wasmcloud:messaging} that runs elsewhere: ours on another host,
 * or one of another kind, played by the messages that such a provider sends.
 */
class MessagesAcrossHostsIT {
    private static final Path MEMBER = Path.of("../examples/components/chat-member/chat-member.wasm");
    private static NatsServer server;

    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String lattice = "";
    private WasmCloudHost host;
    private MessageBus outside;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start(TestInfo test) {
        lattice = test.getTestMethod().orElseThrow().getName();
        LatticeTransport transport = transport();
        open.add(transport);
        transport.start(new Unheard());
        outside = transport.rpc();
        host = start(builder()
                .provide(
                        "screen",
                        List.of(JavaCapability.of(
                                "examples:chat/screen@0.1.0", new BuiltinCapabilitiesIT.Screen(shown)))));
        host.scale(ScaleCommand.of("member", Artifact.file(MEMBER)).maxInstances(5));
        host.putLink(Link.from("member")
                .to("screen")
                .interfaces("examples:chat", "screen")
                .build());
        host.putLink(Link.from("member")
                .to("broker")
                .interfaces("wasmcloud:messaging", "consumer")
                .build());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static LatticeTransport transport() {
        return NatsTransport.builder().server(server.url()).build();
    }

    private WasmCloudHostBuilder builder() {
        return WasmCloudHost.builder()
                .lattice(lattice)
                .transport(transport())
                .engine("endive")
                .gracePeriod(Duration.ofSeconds(2));
    }

    private WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost started = builder.build();
        open.add(0, started);
        return started.start();
    }

    @Test
    void throughOurProviderOnAnotherHost() throws Exception {
        WasmCloudHost other = start(builder());
        other.putConfig("room", Map.of("subscriptions", "say,chat.room|readers"));
        other.putLink(Link.from("broker")
                .to("member")
                .interfaces("wasmcloud:messaging", "handler")
                .sourceConfig("room")
                .build());
        other.startProvider(
                StartProvider.builtin("broker", "messaging-nats").configValue("cluster_uris", server.url()));
        BlockingQueue<String> room = new LinkedBlockingQueue<>();
        outside.subscribe("chat.room", null, message -> room.add(message.text()));
        outside.flush(Duration.ofSeconds(10));

        for (int i = 0; i < 50; i++) {
            outside.publish(LatticeMessage.of("say", "hello " + i));
        }

        List<String> heard = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            heard.add(room.poll(20, TimeUnit.SECONDS));
            seen.add(shown.poll(20, TimeUnit.SECONDS));
        }
        assertThat(heard).doesNotContainNull().doesNotHaveDuplicates().contains("hello 0", "hello 49");
        assertThat(seen).containsExactlyInAnyOrderElementsOf(heard);

        other.deleteLink("broker", "wasmcloud:messaging", "default");
        outside.publish(LatticeMessage.of("say", "nobody listens"));
        other.putLink(Link.from("broker")
                .to("member")
                .interfaces("wasmcloud:messaging", "handler")
                .sourceConfig("room")
                .build());
        outside.publish(LatticeMessage.of("say", "linked again"));
        assertThat(shown.poll(20, TimeUnit.SECONDS)).isEqualTo("linked again");
    }

    /** The flow of the protocol, message by message, as a caller sends it that is not of our kind. */
    @Test
    void throughAProviderOfAnotherKind() throws Exception {
        BlockingQueue<LatticeMessage> published = new LinkedBlockingQueue<>();
        serveConsumer(published, new byte[] {0});

        assertThat(deliver("chat.room", "good morning")).containsExactly(0);
        assertThat(shown.poll(20, TimeUnit.SECONDS)).isEqualTo("good morning");

        assertThat(deliver("say", "hello")).containsExactly(0);
        LatticeMessage said = published.poll(20, TimeUnit.SECONDS);
        assertThat(said).isNotNull();
        assertThat(said.payload()).isEqualTo(message("chat.room", "hello"));
        assertThat(said.headers()).containsEntry("source-id", "member").containsEntry("link-name", "default");
    }

    /** What the provider answers with an error is the component's to judge; what it breaks off ends the component's call. */
    @Test
    void aProviderOfAnotherKindMayFail() throws Exception {
        serveConsumer(new LinkedBlockingQueue<>(), new byte[0]);

        assertThat(deliver("say", "hello")).isEmpty();

        assertThat(deliver("chat.room", "still here")).containsExactly(0);
        assertThat(shown.poll(20, TimeUnit.SECONDS)).isEqualTo("still here");
    }

    /** Calls the member's handler; its results as they came, up to the end of their channel. */
    private byte[] deliver(String subject, String body) throws Exception {
        String inbox = outside.newInbox();
        BlockingQueue<LatticeMessage> accepted = new LinkedBlockingQueue<>();
        BlockingQueue<LatticeMessage> results = new LinkedBlockingQueue<>();
        outside.subscribe(inbox, null, accepted::add);
        outside.subscribe(inbox + ".results", null, results::add);
        outside.flush(Duration.ofSeconds(10));
        outside.publish(LatticeMessage.of(
                        lattice + ".member.wrpc.0.0.1.wasmcloud:messaging/handler@0.2.0.handle-message",
                        message(subject, body))
                .withReplyTo(inbox)
                .withHeaders(Map.of("source-id", "broker", "target-id", "member")));
        LatticeMessage accept = accepted.poll(20, TimeUnit.SECONDS);
        assertThat(accept).isNotNull();
        outside.publish(LatticeMessage.empty(accept.replyTo().orElseThrow() + ".params"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            LatticeMessage next = results.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            if (next.payload().length == 0) {
                return all.toByteArray();
            }
            all.writeBytes(next.payload());
        }
    }

    /** A provider that answers every {@code publish} alike. */
    private void serveConsumer(BlockingQueue<LatticeMessage> published, byte[] answer) {
        String prefix = lattice + ".broker";
        outside.subscribe(prefix + ".wrpc.0.0.1.wasmcloud:messaging/consumer@0.2.0.publish", prefix, call -> {
            published.add(call);
            String reply = call.replyTo().orElseThrow();
            String inbox = outside.newInbox();
            outside.subscribe(inbox + ".params", null, end -> {
                if (answer.length > 0) {
                    outside.publish(LatticeMessage.of(reply + ".results", answer));
                }
                outside.publish(LatticeMessage.empty(reply + ".results"));
            });
            outside.publish(LatticeMessage.empty(reply).withReplyTo(inbox));
        });
        outside.flush(Duration.ofSeconds(10));
    }

    /** A {@code broker-message} without a reply subject, as it travels. */
    private static byte[] message(String subject, String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : List.of(subject, body)) {
            bytes.write(text.length());
            bytes.writeBytes(text.getBytes(UTF_8));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private static final class Unheard implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {
            // Nothing depends on it.
        }

        @Override
        public void disconnected(String reason) {
            // The test would fail by it.
        }
    }
}
