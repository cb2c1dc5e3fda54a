package org.latticehost.testkit.lattice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;
import org.latticehost.host.spi.LatticeTransport;

/** What buckets promise, apart from watches. */
public interface KeyValueContract extends LatticeFixture {

    /** The bytes of a text. */
    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    default void readsWhatAnotherTransportWrote() {
        KeyValueBucket one = started().bucket("kv-shared");
        KeyValueBucket two = started().bucket("kv-shared");
        assertThat(one.name()).isEqualTo("kv-shared");
        assertThat(two.get("COMPONENT_a")).isEmpty();

        long revision = one.put("COMPONENT_a", bytes("value"));

        Entry entry = two.get("COMPONENT_a").orElseThrow();
        assertThat(entry.key()).isEqualTo("COMPONENT_a");
        assertThat(entry.value()).isEqualTo(bytes("value"));
        assertThat(entry.revision()).isEqualTo(revision);
        assertThat(entry.operation()).isEqualTo(Operation.PUT);
        assertThat(two.get("COMPONENT_b")).isEmpty();
    }

    @Test
    default void openingABucketAgainKeepsItsContent() {
        LatticeTransport transport = started();
        transport.bucket("kv-again").put("a", bytes("1"));
        assertThat(transport.bucket("kv-again").get("a")).isPresent();
        assertThat(transport.bucket("kv-other").get("a")).isEmpty();
    }

    @Test
    default void severalTransportsMayOpenABucketAtOnce() throws Exception {
        int count = 4;
        List<LatticeTransport> transports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            transports.add(started());
        }
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<KeyValueBucket>> buckets = new ArrayList<>();
            for (LatticeTransport transport : transports) {
                buckets.add(threads.submit(() -> transport.bucket("kv-race")));
            }
            for (int i = 0; i < count; i++) {
                buckets.get(i).get(SOON.toSeconds(), TimeUnit.SECONDS).put("key" + i, bytes("x"));
            }
            assertThat(buckets.get(0).get().keys()).containsExactlyInAnyOrder("key0", "key1", "key2", "key3");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void revisionsGrowWithEveryChangeOfTheBucket() {
        KeyValueBucket bucket = started().bucket("kv-revisions");
        long first = bucket.put("a", bytes("1"));
        long second = bucket.put("b", bytes("1"));
        bucket.delete("a");
        long third = bucket.put("a", bytes("2"));
        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(third).isGreaterThan(second + 1);
        assertThat(bucket.get("a").orElseThrow().revision()).isEqualTo(third);
        assertThat(bucket.get("b").orElseThrow().revision()).isEqualTo(second);
    }

    @Test
    default void anEmptyValueIsAValue() {
        KeyValueBucket bucket = started().bucket("kv-empty");
        bucket.put("a", new byte[0]);
        assertThat(bucket.get("a").orElseThrow().value()).isEmpty();
        assertThat(bucket.keys()).containsExactly("a");
    }

    @Test
    default void updatesOnlyTheRevisionThatWasRead() {
        KeyValueBucket bucket = started().bucket("kv-cas");
        OptionalLong created = bucket.update("a", bytes("1"), 0);
        assertThat(created).isPresent();
        assertThat(bucket.update("a", bytes("x"), 0)).isEmpty();
        OptionalLong updated = bucket.update("a", bytes("2"), created.getAsLong());
        assertThat(updated).isPresent();
        assertThat(bucket.update("a", bytes("x"), created.getAsLong())).isEmpty();
        assertThat(bucket.update("b", bytes("x"), updated.getAsLong())).isEmpty();
        assertThat(bucket.get("a").orElseThrow().value()).isEqualTo(bytes("2"));
        assertThat(bucket.get("b")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> bucket.update("a", bytes("x"), -1));
    }

    @Test
    default void aRemovedKeyCountsAsNoneForUpdates() {
        KeyValueBucket bucket = started().bucket("kv-cas-removed");
        bucket.put("a", bytes("1"));
        bucket.delete("a");
        assertThat(bucket.update("a", bytes("2"), 0)).isPresent();
        bucket.purge("a");
        assertThat(bucket.update("a", bytes("3"), 0)).isPresent();
        assertThat(bucket.get("a").orElseThrow().value()).isEqualTo(bytes("3"));
    }

    @Test
    default void concurrentUpdatesLoseNothing() throws Exception {
        int writers = 4;
        int each = 20;
        List<KeyValueBucket> buckets = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            buckets.add(started().bucket("kv-counter"));
        }
        buckets.get(0).put("count", bytes("0"));
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (KeyValueBucket bucket : buckets) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        increment(bucket);
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(new String(buckets.get(0).get("count").orElseThrow().value(), UTF_8))
                .isEqualTo(Integer.toString(writers * each));
    }

    private static void increment(KeyValueBucket bucket) {
        boolean done = false;
        while (!done) {
            Entry entry = bucket.get("count").orElseThrow();
            int next = Integer.parseInt(new String(entry.value(), UTF_8)) + 1;
            done = bucket.update("count", bytes(Integer.toString(next)), entry.revision())
                    .isPresent();
        }
    }

    @Test
    default void removesKeys() {
        KeyValueBucket bucket = started().bucket("kv-remove");
        for (String key : List.of("deleted", "purged", "stays")) {
            bucket.put(key, bytes("x"));
        }
        bucket.delete("deleted");
        bucket.purge("purged");
        bucket.delete("never.there");
        bucket.purge("never.there");
        assertThat(bucket.get("deleted")).isEmpty();
        assertThat(bucket.get("purged")).isEmpty();
        assertThat(bucket.keys()).containsExactly("stays");
        bucket.put("deleted", bytes("back"));
        assertThat(bucket.keys()).containsExactlyInAnyOrder("stays", "deleted");
    }

    @Test
    default void listsNoKeysOfAnEmptyBucketAndAllOfALargeOne() {
        KeyValueBucket bucket = started().bucket("kv-keys");
        assertThat(bucket.keys()).isEmpty();
        for (int i = 0; i < 300; i++) {
            bucket.put("key." + i, bytes("x"));
        }
        assertThat(bucket.keys()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    default void acceptsEveryAllowedCharacterInKeysAndRefusesOthers() {
        KeyValueBucket bucket = started().bucket("kv-names");
        String key = "aZ09-/_=.x";
        bucket.put(key, bytes("x"));
        assertThat(bucket.get(key)).isPresent();
        for (String bad : List.of("", ".", ".a", "a.", "a..b", "a b", "a*", "*", ">", "a.>", "a:b", "ä", "a\nb")) {
            assertThatIllegalArgumentException().as("get '%s'", bad).isThrownBy(() -> bucket.get(bad));
            assertThatIllegalArgumentException().as("put '%s'", bad).isThrownBy(() -> bucket.put(bad, bytes("x")));
            assertThatIllegalArgumentException().as("delete '%s'", bad).isThrownBy(() -> bucket.delete(bad));
            assertThatIllegalArgumentException().as("purge '%s'", bad).isThrownBy(() -> bucket.purge(bad));
            assertThatIllegalArgumentException()
                    .as("update '%s'", bad)
                    .isThrownBy(() -> bucket.update(bad, bytes("x"), 0));
        }
    }

    @Test
    default void refusesAValueLargerThanTheLimit() {
        LatticeTransport transport = started();
        KeyValueBucket bucket = transport.bucket("kv-large");
        int limit = Math.toIntExact(transport.control().maxPayload());
        assertFails(ErrorCode.INVALID_REQUEST, () -> bucket.put("a", new byte[limit + 1]));
        assertThat(bucket.get("a")).isEmpty();
    }
}
