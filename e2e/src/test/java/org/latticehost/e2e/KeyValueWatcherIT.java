package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.capability.RedisServer;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** A component in Rust is told of changes on a Redis server, and uses the bucket that it is given. */
class KeyValueWatcherIT {
    private static final Path WATCHER = Path.of("../fixtures/rust/watcher/watcher.wasm");
    private static final String PASSWORD = "open-sesame";

    private final RedisServer redis = RedisServer.startOrSkip(PASSWORD);
    private final Jedis client = new Jedis(
            new HostAndPort("127.0.0.1", redis.port()),
            DefaultJedisClientConfig.builder().password(PASSWORD).build());
    private final List<WasmCloudHost> hosts = new ArrayList<>();

    @AfterEach
    void stop() {
        hosts.forEach(WasmCloudHost::close);
        client.close();
        redis.close();
    }

    private WasmCloudHost host(LatticeTransport transport) {
        WasmCloudHost host = WasmCloudHost.builder()
                .lattice("watched")
                .transport(transport)
                .engine("endive")
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
        hosts.add(host);
        return host;
    }

    /** The component on one host, the provider on the other. */
    private static void start(WasmCloudHost ofComponent, WasmCloudHost ofProvider, RedisServer redis, String bucket) {
        ofComponent.scale(ScaleCommand.of("observer", Artifact.file(WATCHER)).maxInstances(2));
        String prefix = bucket.isEmpty() ? "" : bucket + ":";
        ofProvider.startProvider(StartProvider.builtin("store", "keyvalue-redis")
                .configValue("URL", "redis://:" + PASSWORD + "@127.0.0.1:" + redis.port())
                .configValue("bucket_prefix", String.valueOf(!bucket.isEmpty())));
        ofProvider.putConfig("watched", Map.of("watch", "SET@" + prefix + "title,DEL@" + prefix + "title"));
        ofProvider.putLink(Link.from("store")
                .to("observer")
                .interfaces("wasi:keyvalue", "watcher")
                .sourceConfig("watched")
                .build());
        ofProvider.putLink(Link.from("observer")
                .to("store")
                .interfaces("wasi:keyvalue", "store")
                .build());
    }

    private void keepsAJournal(String prefix) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            client.set(prefix + "title", "Emma"); // again, as the link may not have been made yet
            assertThat(client.get(prefix + "copy-of-title")).isEqualTo("Emma");
        });
        client.del(prefix + "title");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(client.get(prefix + "last-of-title")).isEqualTo("Emma"));
    }

    @Test
    void onTheHostOfItsProvider() throws Exception {
        client.configSet("notify-keyspace-events", "K$g");
        WasmCloudHost host = host(InMemoryLattice.create("watched").transport());
        start(host, host, redis, "");
        keepsAJournal("");

        host.component("observer")
                .call(
                        "wrpc:keyvalue/watcher",
                        "on-set",
                        List.of("any", "by-java", "hello".getBytes(StandardCharsets.UTF_8)),
                        Context.root())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(client.get("copy-of-by-java")).isEqualTo("hello");
    }

    @Test
    void onAnotherHostWithBucketsOfItsOwn() {
        client.configSet("notify-keyspace-events", "KA");
        try (NatsServer nats = NatsServers.onFreePort()) {
            start(
                    host(NatsTransport.builder().server(nats.url()).build()),
                    host(NatsTransport.builder().server(nats.url()).build()),
                    redis,
                    "books");
            keepsAJournal("books:");
            hosts.forEach(WasmCloudHost::close);
            hosts.clear();
        }
    }
}
