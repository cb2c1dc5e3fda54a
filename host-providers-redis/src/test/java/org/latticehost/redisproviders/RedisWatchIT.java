package org.latticehost.redisproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.RedisServer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

class RedisWatchIT {
    private static final String PASSWORD = "open-sesame";

    private final RedisServer server = RedisServer.startOrSkip(PASSWORD);
    private final Recorder component = new Recorder();
    private final LinkedProvider provider =
            LinkedProvider.start(new KeyValueRedisProviderFactory().create(), Map.of(), id -> component);

    /** A component that remembers what it is told. */
    private static final class Recorder implements ComponentTarget {
        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
        private volatile CompletableFuture<@Nullable Object> answer = CompletableFuture.completedFuture(null);

        @Override
        public String componentId() {
            return LinkedProvider.COMPONENT;
        }

        @Override
        public boolean running() {
            return true;
        }

        @Override
        public HttpHandler http() {
            throw new AssertionError("the provider sends a request");
        }

        @Override
        public CompletionStage<@Nullable Object> call(
                String interfaceName, String function, List<Object> args, Context telemetry) {
            assertThat(interfaceName).isEqualTo("wrpc:keyvalue/watcher@0.2.0-draft");
            told.add(function + " " + args.get(0) + " " + args.get(1)
                    + (args.size() < 3 ? "" : " " + new String((byte[]) args.get(2), UTF_8)));
            return answer;
        }

        @Nullable String next() throws InterruptedException {
            return told.poll(20, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void letTheServerNotify() {
        notify("K$g");
    }

    @AfterEach
    void stop() {
        provider.close();
        server.close();
    }

    private void notify(String flags) {
        try (Jedis redis = client(0)) {
            redis.configSet("notify-keyspace-events", flags);
        }
    }

    private Jedis client(int database) {
        return new Jedis(
                new HostAndPort("127.0.0.1", server.port()),
                DefaultJedisClientConfig.builder()
                        .password(PASSWORD)
                        .database(database)
                        .build());
    }

    private ResolvedLink watch(String watch, String... settings) {
        Map<String, String> config = settings.length == 0
                ? Map.of("URL", url(0), "watch", watch)
                : Map.of("URL", url(0), "watch", watch, settings[0], settings[1]);
        return provider.linkFrom("wasi:keyvalue", "default", config, "watcher");
    }

    private String url(int database) {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + server.port() + "/" + database;
    }

    private long subscribers(String key) {
        try (Jedis redis = client(0)) {
            return redis.pubsubNumSub("__keyspace@0__:" + key)
                    .values()
                    .iterator()
                    .next();
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("redis-watch"))
                .toList();
    }

    @Test
    void tellsOfTheChangesThatTheLinkNamesInTheirOrder() throws Exception {
        watch(" set@a , DEL@b, SET@with:colon@sign");
        try (Jedis redis = client(0)) {
            redis.set("b", "not asked for");
            redis.set("a", "one");
            assertThat(component.next()).isEqualTo("on-set 0 a one");
            redis.del("a"); // not asked for
            redis.del("b");
            assertThat(component.next()).isEqualTo("on-delete 0 b");
            redis.set("other", "not asked for");
            redis.mset("with:colon@sign", "two");
            assertThat(component.next()).isEqualTo("on-set 0 with:colon@sign two");
        }
        assertThat(component.told).isEmpty();
    }

    @Test
    void watchesTheDatabaseOfTheLink() throws Exception {
        provider.linkFrom("wasi:keyvalue", "default", Map.of("URL", url(3), "watch", "SET@a"), "watcher");
        try (Jedis zero = client(0);
                Jedis three = client(3)) {
            zero.set("a", "elsewhere");
            three.set("a", "here");
        }
        assertThat(component.next()).isEqualTo("on-set 0 a here");
    }

    @Test
    void tellsTheBucketWhereKeysHaveOne() throws Exception {
        watch("SET@books:id:1", "bucket_prefix", "true");
        try (Jedis redis = client(0)) {
            redis.set("books:id:1", "one");
        }
        assertThat(component.next()).isEqualTo("on-set books id:1 one");
        assertThatThrownBy(() -> watch("SET@plain", "bucket_prefix", "true"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bucket:key");
    }

    @Test
    void aServerThatDoesNotNotifyFailsTheLinkAndTheErrorSaysWhatToDo() {
        for (String flags : List.of("", "K$", "Kg", "E$g")) {
            notify(flags);
            assertThatThrownBy(() -> watch("SET@a"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("notify-keyspace-events must hold K, $ and g")
                    .hasMessageContaining("CONFIG SET");
        }
        assertThat(threads()).isEmpty();
        notify("KA");
        watch("SET@a");
    }

    @Test
    void aServerWhoseSettingCannotBeReadIsWatched() throws Exception {
        try (Jedis redis = client(0)) {
            redis.aclSetUser("watcher", "on", ">secret", "~*", "&*", "+@all", "-config");
            provider.linkFrom(
                    "wasi:keyvalue",
                    "default",
                    Map.of("URL", "redis://watcher:secret@127.0.0.1:" + server.port(), "watch", "SET@a"),
                    "watcher");
            redis.set("a", "one");
        }
        assertThat(component.next()).isEqualTo("on-set 0 a one");
    }

    @Test
    void aWatchThatCannotBeReadFailsTheLink() {
        for (String wrong : List.of("", " , ", "a", "@a", "SET@", "GET@a", "SET@a,DEL")) {
            assertThatThrownBy(() -> watch(wrong))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("watch must");
        }
        assertThatThrownBy(() ->
                        provider.linkFrom("wasi:keyvalue", "default", Map.of("URL", url(0), "watch", "SET@a"), "store"))
                .isInstanceOf(HostException.class)
                .extracting(e -> ((HostException) e).code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aComponentThatFailsHearsOfTheNextChange() throws Exception {
        component.answer = CompletableFuture.failedFuture(new IllegalStateException("no"));
        watch("SET@a");
        try (Jedis redis = client(0)) {
            redis.set("a", "one");
            assertThat(component.next()).isEqualTo("on-set 0 a one");
            redis.set("a", "two");
            assertThat(component.next()).isEqualTo("on-set 0 a two");
        }
    }

    @Test
    void nothingOutlivesTheLinkEvenIfTheComponentStillWorks() throws Exception {
        CompletableFuture<@Nullable Object> never = new CompletableFuture<>();
        component.answer = never;
        ResolvedLink link = watch("SET@a");
        assertThat(subscribers("a")).isEqualTo(1);
        try (Jedis redis = client(0)) {
            redis.set("a", "one");
            assertThat(component.next()).isEqualTo("on-set 0 a one");
            provider.unlink(link);
            assertThat(never).isCancelled();
            assertThat(threads()).isEmpty();
            // The server sees the end of a connection when it next looks.
            long since = System.nanoTime();
            while (redis.clientList().lines().count() > 1 && System.nanoTime() - since < TimeUnit.SECONDS.toNanos(10)) {
                Thread.onSpinWait();
            }
            assertThat(redis.clientList().lines()).hasSize(1);
            redis.set("a", "two");
        }
        assertThat(component.told).isEmpty();
    }

    @Test
    void tellsOfChangesAgainAfterTheServerWasAway() throws Exception {
        watch("SET@a");
        server.restart(); // and has lost its setting
        notify("K$g");
        assertThat(toldOnceWatchedAgain()).isEqualTo("on-set 0 a again");
        try (Jedis redis = client(0)) {
            redis.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
        }
        component.told.clear();
        assertThat(toldOnceWatchedAgain()).isEqualTo("on-set 0 a again");
    }

    private @Nullable String toldOnceWatchedAgain() throws InterruptedException {
        long since = System.nanoTime();
        while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(20)) {
            try (Jedis redis = client(0)) {
                redis.set("a", "again");
            } catch (JedisException e) {
                continue; // not there yet
            }
            String told = component.told.poll(100, TimeUnit.MILLISECONDS);
            if (told != null) {
                return told;
            }
        }
        return null;
    }
}
