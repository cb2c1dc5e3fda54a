package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.latticehost.testkit.lattice.KeyValueContract.bytes;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Watcher;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;

/** What watches promise while nothing breaks. */
public interface WatchContract extends LatticeFixture {

    @Test
    default void tellsPresentEntriesInTheOrderOfRevisionsThenChanges() {
        KeyValueBucket bucket = started().bucket("w-order");
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("1"));
        bucket.put("gone", bytes("1"));
        bucket.put("a", bytes("2"));
        bucket.delete("gone");
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        assertThat(log.next(3)).containsExactly("PUT b=1", "PUT a=2", "caughtUp");
        bucket.put("c", bytes("1"));
        bucket.put("a", bytes("3"));
        assertThat(log.next(2)).containsExactly("PUT c=1", "PUT a=3");
        assertThat(log.revisionsSoFar()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void anEmptyBucketIsCaughtUpAtOnce() {
        KeyValueBucket bucket = started().bucket("w-empty");
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        assertThat(log.next()).isEqualTo("caughtUp");
    }

    @Test
    default void aBucketWithNothingButRemovedKeysIsCaughtUpAtOnce() {
        KeyValueBucket bucket = started().bucket("w-removed");
        bucket.put("a", bytes("1"));
        bucket.purge("a");
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        assertThat(log.next()).isEqualTo("caughtUp");
    }

    @Test
    default void tellsChangesOfOtherTransports() {
        KeyValueBucket watched = started().bucket("w-other");
        WatchLog log = new WatchLog();
        LatticeSubscription watch = watched.watch(">", log);
        assertThat(watch.subject()).isEqualTo(">");
        assertThat(watch.active()).isTrue();
        assertThat(log.next()).isEqualTo("caughtUp");
        KeyValueBucket other = started().bucket("w-other");
        other.put("a", bytes("1"));
        assertThat(log.next()).isEqualTo("PUT a=1");
        other.delete("a");
        assertThat(log.next()).isEqualTo("DELETE a");
        other.put("a", bytes("2"));
        assertThat(log.next()).isEqualTo("PUT a=2");
        other.purge("a");
        assertThat(log.next()).isEqualTo("PURGE a");
    }

    @Test
    default void watchesOnlyThePattern() {
        KeyValueBucket bucket = started().bucket("w-pattern");
        bucket.put("x.1", bytes("old"));
        bucket.put("y", bytes("old"));
        WatchLog one = new WatchLog();
        WatchLog star = new WatchLog();
        WatchLog tail = new WatchLog();
        bucket.watch("y", one);
        bucket.watch("*.1", star);
        bucket.watch("x.>", tail);
        assertThat(one.next(2)).containsExactly("PUT y=old", "caughtUp");
        assertThat(star.next(2)).containsExactly("PUT x.1=old", "caughtUp");
        assertThat(tail.next(2)).containsExactly("PUT x.1=old", "caughtUp");
        for (String key : List.of("x.1", "y", "x.2.3", "z", "z.1", "y.1.2", "x.end", "end.1")) {
            bucket.put(key, bytes("new"));
        }
        bucket.put("y", bytes("end"));
        assertThat(one.until("PUT y=end")).containsExactly("PUT y=new");
        assertThat(star.until("PUT end.1=new")).containsExactly("PUT x.1=new", "PUT z.1=new");
        assertThat(tail.until("PUT x.end=new")).containsExactly("PUT x.1=new", "PUT x.2.3=new");
    }

    @Test
    default void aClosedWatchTellsNothing() {
        KeyValueBucket bucket = started().bucket("w-close");
        WatchLog closed = new WatchLog();
        WatchLog open = new WatchLog();
        LatticeSubscription watch = bucket.watch(">", closed);
        bucket.watch(">", open);
        assertThat(closed.next()).isEqualTo("caughtUp");
        watch.close();
        watch.close();
        assertThat(watch.active()).isFalse();
        bucket.put("a", bytes("1"));
        open.until("PUT a=1");
        assertThat(closed.soFar()).isEmpty();
    }

    @Test
    default void aWatcherThatThrowsHearsTheNextChange() {
        KeyValueBucket bucket = started().bucket("w-throw");
        Received<String> seen = new Received<>();
        bucket.watch(">", new Watcher() {
            @Override
            public void entry(Entry entry) {
                seen.accept(entry.key());
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void caughtUp() {
                seen.accept("caughtUp");
                throw new IllegalStateException("on purpose");
            }
        });
        assertThat(seen.next()).isEqualTo("caughtUp");
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("1"));
        assertThat(seen.next(2)).containsExactly("a", "b");
    }

    @Test
    default void losesNothingBetweenPresentEntriesAndChanges() throws InterruptedException {
        LatticeTransport transport = started();
        KeyValueBucket bucket = transport.bucket("w-gap");
        KeyValueBucket other = started().bucket("w-gap");
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 300; i++) {
                other.put("key" + i, bytes("x"));
            }
        });
        writer.start();
        List<WatchLog> logs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            WatchLog log = new WatchLog();
            bucket.watch(">", log);
            logs.add(log);
        }
        writer.join();
        bucket.put("end", bytes("x"));
        for (WatchLog log : logs) {
            List<String> events = log.until("PUT end=x");
            events.remove("caughtUp");
            assertThat(events).hasSize(300).doesNotHaveDuplicates();
            assertThat(log.revisionsSoFar()).isSorted();
        }
    }

    @Test
    default void manyWatchesShareFewThreads() {
        KeyValueBucket bucket = started().bucket("w-many");
        int before = Thread.activeCount();
        List<WatchLog> logs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            WatchLog log = new WatchLog();
            bucket.watch("key" + i, log);
            logs.add(log);
        }
        for (WatchLog log : logs) {
            assertThat(log.next()).isEqualTo("caughtUp");
        }
        assertThat(Thread.activeCount() - before).isLessThan(50);
        for (int i = 0; i < 200; i++) {
            bucket.put("key" + i, bytes("x"));
            assertThat(logs.get(i).next()).isEqualTo("PUT key" + i + "=x");
        }
    }

    @Test
    default void refusesMalformedPatterns() {
        KeyValueBucket bucket = started().bucket("w-names");
        for (String bad : List.of("", "a..b", ">.a", "a b", "a:b", "ä")) {
            assertThatIllegalArgumentException()
                    .as("watch '%s'", bad)
                    .isThrownBy(() -> bucket.watch(bad, new WatchLog()));
        }
    }
}
