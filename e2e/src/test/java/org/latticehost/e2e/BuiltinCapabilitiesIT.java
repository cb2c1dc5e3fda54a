package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.nats.NatsCredentials;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** Components on built-in providers that use a real NATS server, which is not the lattice of the host. */
class BuiltinCapabilitiesIT {
    private static final Path COMPONENTS = Path.of("../examples/components");

    private final NatsServer server = NatsServers.onFreePort();
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final WasmCloudHost host = WasmCloudHost.builder()
            .engine("endive")
            .secretStore(name -> Optional.ofNullable(secrets.get(name)).map(Secret::ofText))
            .provide("screen", List.of(JavaCapability.of("examples:chat/screen@0.1.0", new Screen(shown))))
            .gracePeriod(Duration.ofSeconds(2))
            .build()
            .start();

    /** {@code examples:chat/screen}. */
    public record Screen(BlockingQueue<String> shown) {
        public void show(String line) {
            shown.add(line);
        }
    }

    @AfterEach
    void stop() {
        host.close();
        server.close();
    }

    private void scale(String id, String name) {
        host.scale(ScaleCommand.of(id, Artifact.file(COMPONENTS.resolve(name + "/" + name + ".wasm")))
                .maxInstances(5));
    }

    private String count(String path) throws Exception {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), path, HttpFields.none(), BytePipe.empty());
        HttpResponse response = host.component("counter")
                .http()
                .handle(request, Context.current())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        byte[] body = response.body().read(1024);
        return response.status() + " " + (body == null ? "" : new String(body, StandardCharsets.UTF_8).strip());
    }

    @Test
    void aCounterOutlivesItsProviderAndARestartOfTheServer() throws Exception {
        scale("counter", "http-counter");
        host.putConfig("counters", Map.of("bucket", "counters", "enable_bucket_auto_create", "true"));
        StartProvider store = StartProvider.builtin("store", "keyvalue-nats").configValue("cluster_uri", server.url());
        host.startProvider(store);
        host.putLink(Link.from("counter")
                .to("store")
                .interfaces("wasi:keyvalue", "store", "atomics")
                .targetConfig("counters")
                .build());
        assertThat(count("/hits")).isEqualTo("200 1");

        host.stopProvider("store");
        host.startProvider(store);
        assertThat(count("/hits")).isEqualTo("200 2");

        server.restart();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(count("/more")).startsWith("200 "));
        assertThat(count("/hits")).isEqualTo("200 3");
    }

    @Test
    void aCounterReachesItsStoreWithAPasswordThatIsASecretOfTheLink() throws Exception {
        try (NatsServer locked = NatsServers.onFreePort("authorization { user: carol, password: open-sesame }")) {
            secrets.put("counters-url", "nats://carol:open-sesame@127.0.0.1:" + locked.port());
            scale("counter", "http-counter");
            host.putConfig("SECRET_counters-url", Map.of("name", "cluster_uri"));
            host.putConfig("counters", Map.of("bucket", "counters", "enable_bucket_auto_create", "true"));
            host.startProvider(
                    StartProvider.builtin("store", "keyvalue-nats").configValue("cluster_uri", server.url()));
            host.putLink(Link.from("counter")
                    .to("store")
                    .interfaces("wasi:keyvalue", "store", "atomics")
                    .targetConfig("counters", "SECRET_counters-url")
                    .build());

            assertThat(count("/hits")).isEqualTo("200 1");
            try (NatsTransport outside = NatsTransport.builder()
                    .server("nats://127.0.0.1:" + locked.port())
                    .credentials(NatsCredentials.userPassword("carol", "open-sesame"))
                    .build()) {
                outside.start(new Unheard());
                assertThat(outside.existingBucket("counters")).isPresent();
            }
        }
    }

    @Test
    void aComponentHearsAndSpeaksOnNats() throws Exception {
        scale("member", "chat-member");
        host.startProvider(StartProvider.builtin("broker", "messaging-nats").configValue("cluster_uris", server.url()));
        host.putConfig("room", Map.of("subscriptions", "say,chat.room|readers"));
        host.putLink(Link.from("member")
                .to("screen")
                .interfaces("examples:chat", "screen")
                .build());
        host.putLink(Link.from("member")
                .to("broker")
                .interfaces("wasmcloud:messaging", "consumer")
                .build());
        host.putLink(Link.from("broker")
                .to("member")
                .interfaces("wasmcloud:messaging", "handler")
                .sourceConfig("room")
                .build());

        try (LatticeTransport outside =
                NatsTransport.builder().server(server.url()).build()) {
            outside.start(new Unheard());
            BlockingQueue<String> room = new LinkedBlockingQueue<>();
            outside.rpc().subscribe("chat.room", null, message -> room.add(text(message)));
            outside.rpc().flush(Duration.ofSeconds(10));
            outside.rpc().publish(LatticeMessage.of("say", "hello from outside"));

            assertThat(room.poll(20, TimeUnit.SECONDS)).isEqualTo("hello from outside");
            assertThat(shown.poll(20, TimeUnit.SECONDS)).isEqualTo("hello from outside");
        }
    }

    private static String text(LatticeMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private static final class Unheard implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {
            // Nothing depends on it.
        }

        @Override
        public void disconnected(String reason) {
            // The server was stopped.
        }
    }
}
