package org.latticehost.testkit.capability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

/** What components may rely on whatever is behind {@code wasi:keyvalue}. */
public interface KeyValueStoreContract {

    /** An empty bucket, opened over a link; the test class ends what it needs. */
    GuestBucket bucket();

    @Test
    default void readsWhatWasWritten() {
        GuestBucket bucket = bucket();
        bucket.set("greeting", "hello");
        bucket.set("empty", "");

        assertThat(bucket.get("greeting")).contains("hello");
        assertThat(bucket.get("empty")).contains("");
        assertThat(bucket.exists("greeting")).isTrue();
        bucket.set("greeting", "good day");
        assertThat(bucket.get("greeting")).contains("good day");
    }

    @Test
    default void keepsBytesThatAreNoText() {
        GuestBucket bucket = bucket();
        byte[] every = new byte[256];
        IntStream.range(0, 256).forEach(i -> every[i] = (byte) i);

        assertThat(bucket.trySet("bytes", every)).isEqualTo(WitResult.ok());
        assertThat(bucket.tryGet("bytes")).isEqualTo(WitResult.ok(Optional.of(every)));
    }

    @Test
    default void anAbsentKeyIsNoError() {
        GuestBucket bucket = bucket();
        assertThat(bucket.get("nothing")).isEmpty();
        assertThat(bucket.exists("nothing")).isFalse();
        bucket.delete("nothing");
        assertThat(bucket.getMany("nothing", "neither")).containsExactly("-", "-");
    }

    @Test
    default void forgetsWhatWasDeleted() {
        GuestBucket bucket = bucket();
        bucket.set("gone", "soon");
        bucket.set("stays", "here");
        bucket.delete("gone");

        assertThat(bucket.get("gone")).isEmpty();
        assertThat(bucket.exists("gone")).isFalse();
        assertThat(bucket.keys()).containsExactly("stays");
    }

    @Test
    default void listsEveryKeyOnce() {
        GuestBucket bucket = bucket();
        assertThat(bucket.keys()).isEmpty();
        List<String> all = IntStream.range(0, 25).mapToObj(i -> "key-" + i).toList();
        all.forEach(key -> bucket.set(key, "v"));

        assertThat(bucket.keys()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void countsFromNothing() {
        GuestBucket bucket = bucket();
        assertThat(bucket.increment("hits", 1)).isEqualTo(1);
        assertThat(bucket.increment("hits", 41)).isEqualTo(42);
        assertThat(bucket.get("hits")).contains("42");
        bucket.set("set", "7");
        assertThat(bucket.increment("set", 0)).isEqualTo(7);
    }

    @Test
    default void refusesToCountWhatIsNoNumber() {
        GuestBucket bucket = bucket();
        bucket.set("word", "seven");

        WitResult result = bucket.tryIncrement("word", 1);

        assertThat(result.isOk()).isFalse();
        assertThat(((WitVariant) Objects.requireNonNull(result.payload())).name())
                .isEqualTo("other");
        assertThat(bucket.get("word")).contains("seven");
    }

    @Test
    default void countsEveryCallOfMany() throws Exception {
        GuestBucket bucket = bucket();
        int threads = 4;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            Set<Long> seen = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(
                        () -> IntStream.range(0, each).forEach(n -> seen.add(bucket.increment("together", 1)))));
            }
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(seen).hasSize(threads * each);
            assertThat(bucket.get("together")).contains(String.valueOf(threads * each));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    default void worksOnManyKeysAtOnce() {
        GuestBucket bucket = bucket();
        bucket.setMany("a", "1", "b", "2", "c", "3");
        assertThat(bucket.getMany("c", "x", "a")).containsExactly("c=3", "-", "a=1");
        assertThat(bucket.getMany()).isEmpty();
        bucket.deleteMany("a", "c", "x");
        assertThat(bucket.keys()).containsExactly("b");
        bucket.setMany();
        bucket.deleteMany();
    }

    @Test
    default void keepsALargeValue() {
        GuestBucket bucket = bucket();
        String large = "0123456789abcdef".repeat(32 * 1024);
        bucket.set("large", large);
        assertThat(bucket.get("large").orElseThrow().getBytes(UTF_8)).hasSize(large.length());
    }
}
