package org.latticehost.providers.internal.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.providers.KeyValueMemoryProviderFactory;
import org.latticehost.testkit.capability.GuestBucket;
import org.latticehost.testkit.capability.KeyValueStoreContract;
import org.latticehost.testkit.capability.LinkedProvider;

class KeyValueMemoryTest implements KeyValueStoreContract {
    private final LinkedProvider provider =
            LinkedProvider.start(new KeyValueMemoryProviderFactory().create(), Map.of("page_size", "10"));

    @AfterEach
    void stop() {
        provider.close();
    }

    @Override
    public GuestBucket bucket() {
        return bucket("component", Map.of(), "default");
    }

    private GuestBucket bucket(String component, Map<String, String> config, String name) {
        return GuestBucket.open(provider, link(component, config), name);
    }

    private ResolvedLink link(String component, Map<String, String> config) {
        return provider.linkTo(component, "wasi:keyvalue", "default", config, "store", "atomics", "batch");
    }

    @Test
    void bucketsAreApart() {
        GuestBucket one = bucket();
        one.set("key", "one");
        assertThat(bucket("component", Map.of(), "other").get("key")).isEmpty();
        assertThat(bucket("component", Map.of(), "default").get("key")).contains("one");
    }

    @Test
    void refusesLinksThatAskToBeToldOfChanges() {
        assertThatThrownBy(() -> provider.linkFrom("wasi:keyvalue", "default", Map.of("watch", "SET@key"), "watcher"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("wasi:keyvalue/watcher");
    }

    @Test
    void linksShareANamespaceAndOnlyThat() {
        bucket("a", Map.of(), "b").set("key", "shared");
        assertThat(bucket("b", Map.of(), "b").get("key")).contains("shared");
        assertThat(bucket("c", Map.of("namespace", "apart"), "b").get("key")).isEmpty();
    }

    @Test
    void aFullStoreSaysSoAndTakesMoreOnceThereIsRoom() {
        GuestBucket bucket = bucket("small", Map.of("namespace", "small", "max_bytes", "2000"), "b");
        bucket.set("first", "x".repeat(1000));

        WitResult refused = bucket.trySet("second", new byte[1000]);

        assertThat(((WitVariant) refused.payload()).payload()).asString().contains("full", "2000");
        assertThat(bucket.keys()).containsExactly("first");
        bucket.delete("first");
        bucket.set("second", "x".repeat(1000));
        assertThat(bucket.keys()).containsExactly("second");
    }

    @Test
    void pagesMissNoKeyThatStaysWhileOthersAreRemoved() {
        GuestBucket bucket = bucket();
        List<String> stay = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            bucket.set("key" + i, "v");
            if (i % 2 == 0) {
                stay.add("key" + i);
            }
        }
        for (int i = 1; i < 40; i += 2) {
            bucket.delete("key" + i);
        }
        assertThat(bucket.keys()).containsExactlyElementsOf(stay);
    }

    @Test
    void aSumBeyond64BitsIsAnErrorAndChangesNothing() {
        GuestBucket bucket = bucket();
        assertThat(bucket.increment("n", -1)).isEqualTo(-1);
        assertThat(bucket.get("n")).contains("18446744073709551615");
        assertThat(bucket.tryIncrement("n", 1).isOk()).isFalse();
        assertThat(bucket.get("n")).contains("18446744073709551615");
    }

    @Test
    void aWrongSettingFailsTheLinkAndNamesItself() {
        assertThatThrownBy(() -> link("wrong", Map.of("page_size", "many")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("page_size")
                .hasMessageContaining("many");
    }

    @Test
    void aChangedLinkCountsAtOnce() {
        GuestBucket bucket = bucket("moving", Map.of("namespace", "one"), "b");
        bucket.set("key", "one");
        Map<String, String> changed = new HashMap<>(Map.of("namespace", "two"));
        link("moving", changed);
        assertThat(bucket.get("key")).isEmpty();
    }

    @Test
    void servesNothingElseAndRefusesOtherLinks() {
        assertThatThrownBy(() -> provider.linkTo("wasi:blobstore", "default", Map.of(), "blobstore"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("wasi:keyvalue");
    }
}
