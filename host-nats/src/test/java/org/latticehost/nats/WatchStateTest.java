package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;

class WatchStateTest {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant SECOND = Instant.EPOCH.plusSeconds(1);

    private final WatchState state = new WatchState();

    private static Entry put(String key, long revision) {
        return new Entry(key, new byte[0], revision, Operation.PUT);
    }

    private static Entry delete(String key, long revision) {
        return new Entry(key, new byte[0], revision, Operation.DELETE);
    }

    @Test
    void tellsWhatIsKnownOnlyOnce() {
        state.opened(FIRST, 2);
        assertThat(state.news(put("a", 1))).isTrue();
        assertThat(state.news(put("b", 2))).isTrue();
        assertThat(state.caughtUp()).isEmpty();
        state.opened(FIRST, 3);
        assertThat(state.news(put("a", 1))).isFalse();
        assertThat(state.news(put("b", 3))).isTrue();
        assertThat(state.caughtUp()).isEmpty();
    }

    @Test
    void tellsOldMarkersOnlyOfKeysThatWereKnown() {
        state.opened(FIRST, 2);
        assertThat(state.news(delete("never", 1))).isFalse();
        assertThat(state.news(put("a", 2))).isTrue();
        state.caughtUp();
        assertThat(state.news(delete("other", 3))).isTrue();
        state.opened(FIRST, 4);
        assertThat(state.news(delete("a", 4))).isTrue();
    }

    @Test
    void reportsWhatVanishedWithoutAMarker() {
        state.opened(FIRST, 2);
        state.news(put("a", 1));
        state.news(put("b", 2));
        state.caughtUp();
        state.opened(FIRST, 2);
        state.news(put("b", 2));
        assertThat(state.caughtUp()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("a");
            assertThat(entry.revision()).isZero();
            assertThat(entry.operation()).isEqualTo(Operation.PURGE);
        });
        assertThat(state.news(put("a", 3))).isTrue();
    }

    @Test
    void trustsNoRevisionOfABucketThatWasMadeAnewOrLostItsEnd() {
        state.opened(FIRST, 5);
        state.news(put("a", 5));
        state.caughtUp();
        state.opened(SECOND, 5);
        assertThat(state.news(put("a", 5))).isTrue();
        state.caughtUp();
        state.opened(SECOND, 4);
        assertThat(state.news(put("a", 4))).isTrue();
    }
}
