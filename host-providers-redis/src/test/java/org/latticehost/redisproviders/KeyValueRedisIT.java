package org.latticehost.redisproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.host.wit.WitResult;
import org.latticehost.testkit.capability.GuestBucket;
import org.latticehost.testkit.capability.KeyValueStoreContract;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.capability.RedisServer;

class KeyValueRedisIT implements KeyValueStoreContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static RedisServer server;

    private final LinkedProvider provider = LinkedProvider.start(new KeyValueRedisProviderFactory().create(), Map.of());

    @BeforeAll
    static void startServer() {
        server = RedisServer.startOrSkip("open-sesame");
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Override
    public GuestBucket bucket() {
        return bucket(Map.of("url", url("open-sesame", DATABASES.incrementAndGet())), "default");
    }

    private GuestBucket bucket(Map<String, String> config, String name) {
        return GuestBucket.open(
                provider, provider.linkTo("wasi:keyvalue", "default", config, "store", "atomics", "batch"), name);
    }

    private static String url(String password, int database) {
        return "redis://:" + password + "@127.0.0.1:" + server.port() + "/" + database;
    }

    @Test
    void theAddressMayBeASecretOfTheLinkWhichWins() {
        int database = DATABASES.incrementAndGet();
        GuestBucket bucket = GuestBucket.open(
                provider,
                provider.linkTo(
                        "wasi:keyvalue",
                        "default",
                        Map.of("URL", url("guessed", database)),
                        Map.of("url", Secret.ofText(url("open-sesame", database))),
                        "store",
                        "atomics",
                        "batch"),
                "default");
        bucket.set("key", "value");
        assertThat(bucket.get("key")).contains("value");
    }

    @Test
    void aSecretThatIsNoAddressFailsTheLinkWithoutBeingRepeated() {
        for (Secret wrong : List.of(Secret.ofText("open-sesame"), Secret.ofBytes("open-sesame".getBytes(UTF_8)))) {
            assertThatThrownBy(
                            () -> provider.linkTo("wasi:keyvalue", "default", Map.of(), Map.of("URL", wrong), "store"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("URL")
                    .hasMessageNotContaining("open-sesame");
        }
        assertThatThrownBy(() -> provider.linkTo(
                        "wasi:keyvalue",
                        "default",
                        Map.of(),
                        Map.of("timeout_ms", Secret.ofText("open-sesame")),
                        "store"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("timeout_ms")
                .hasMessageNotContaining("open-sesame");
    }

    @Test
    void bucketsAreOneUnlessPrefixed() {
        String url = url("open-sesame", DATABASES.incrementAndGet());
        bucket(Map.of("URL", url), "one").set("key", "value");
        assertThat(bucket(Map.of("URL", url), "two").get("key")).contains("value");

        Map<String, String> prefixed = Map.of("URL", url, "bucket_prefix", "true");
        bucket(prefixed, "a*").set("key", "starred");
        bucket(prefixed, "ab").set("other", "plain");
        assertThat(bucket(prefixed, "a*").keys()).containsExactly("key");
        assertThat(bucket(prefixed, "ab").get("key")).isEmpty();
    }

    @Test
    void aSumThatRedisCannotHoldIsAnErrorForTheGuest() {
        GuestBucket bucket = bucket();
        bucket.set("n", String.valueOf(Long.MAX_VALUE));
        WitResult over = bucket.tryIncrement("n", 1);
        assertThat(over.isOk()).isFalse();
        assertThat(bucket.get("n")).contains(String.valueOf(Long.MAX_VALUE));
    }

    @Test
    void waitsAsLongAsTheSettingsSay() throws Exception {
        assertThatThrownBy(() -> bucket(Map.of("BACKEND_RESPONSE_TIMEOUT_MS", "soon"), "default"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("BACKEND_RESPONSE_TIMEOUT_MS");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "redis://127.0.0.1:" + silent.getLocalPort();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(4),
                    () -> assertThatThrownBy(
                                    () -> bucket(Map.of("URL", url, "backend_response_timeout_ms", "200"), "default"))
                            .isInstanceOf(ProviderException.class));
        }
    }

    @Test
    void aServerThatRefusesUsFailsTheLinkWithoutRepeatingThePassword() {
        assertThatThrownBy(() -> bucket(Map.of("URL", url("guessed", 0)), "default"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageNotContaining("guessed");
    }
}
