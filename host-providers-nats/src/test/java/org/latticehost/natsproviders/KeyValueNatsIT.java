package org.latticehost.natsproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.HostException;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.testkit.capability.GuestBucket;
import org.latticehost.testkit.capability.KeyValueStoreContract;
import org.latticehost.testkit.capability.LinkedProvider;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class KeyValueNatsIT implements KeyValueStoreContract {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static NatsServer server;

    private final LinkedProvider provider =
            LinkedProvider.start(new KeyValueNatsProviderFactory().create(), Map.of("cluster_uri", server.url()));

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Override
    public GuestBucket bucket() {
        return open(
                "default",
                Map.of("bucket", "kv" + NUMBERS.incrementAndGet(), "enable_bucket_auto_create", "true"),
                "default");
    }

    private GuestBucket open(String linkName, Map<String, String> config, String name) {
        return GuestBucket.open(
                provider, provider.linkTo("wasi:keyvalue", linkName, config, "store", "atomics", "batch"), name);
    }

    @Test
    void aLinkOpensItsBucketByTheNameOfTheLink() {
        Map<String, String> config = new HashMap<>(Map.of("bucket", "named", "enable_bucket_auto_create", "true"));
        open("store", config, "store").set("key", "value");

        assertThat(open("store", config, "named").get("key")).contains("value");
        assertThat(open("store", config, "other").tryGet("key").payload())
                .isInstanceOfSatisfying(
                        WitVariant.class, e -> assertThat(e.name()).isEqualTo("no-such-store"));
    }

    @Test
    void withoutABucketInTheLinkTheComponentNamesThem() {
        Map<String, String> config = Map.of("enable_bucket_auto_create", "true");
        open("free", config, "first").set("key", "1");
        assertThat(open("free", config, "second").get("key")).isEmpty();
        assertThat(open("free", Map.of(), "never_made").tryGet("key").isOk()).isFalse();
        assertThat(open("free", config, "no.bucket.name").tryGet("key").isOk()).isFalse();
    }

    @Test
    void aMissingBucketFailsTheLinkAndSaysHowToMakeIt() {
        assertThatThrownBy(() -> open("default", Map.of("bucket", "missing"), "default"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("enable_bucket_auto_create");
    }

    @Test
    void aKeyThatNatsRefusesIsAnErrorForTheGuest() {
        assertThat(bucket().tryGet("two words").isOk()).isFalse();
    }

    @Test
    void wrongSettingsFailTheLinkWithoutRepeatingSecrets() {
        assertThatThrownBy(() -> open("default", Map.of("client_jwt", "x"), "default"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("client_seed");
        assertThatThrownBy(() -> open("default", Map.of("cluster_uri", "nats://u:secret@bad host"), "default"))
                .isInstanceOf(HostException.class)
                .hasMessageNotContaining("secret");
    }
}
