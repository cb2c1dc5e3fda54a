package org.latticehost.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.Ticker;

class ManualClockTest {
    private final ManualClock clock = ManualClock.at(Instant.EPOCH);

    @Test
    void movesOnlyWhenTold() {
        Ticker ticker = clock.ticker();
        long before = ticker.nanos();
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        clock.advance(Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(ticker.nanos() - before).isEqualTo(3_000_000_000L);
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void runsWhatBecomesDueInOrderAndAtItsTime() {
        List<String> ran = new ArrayList<>();
        clock.after(
                Duration.ofSeconds(2), () -> ran.add("b at " + clock.instant().getEpochSecond()));
        clock.after(Duration.ofSeconds(1), () -> {
            ran.add("a at " + clock.instant().getEpochSecond());
            clock.after(
                    Duration.ofSeconds(1),
                    () -> ran.add("again at " + clock.instant().getEpochSecond()));
        });
        clock.after(Duration.ofSeconds(1), () -> ran.add("cancelled")).close();
        clock.after(Duration.ofSeconds(9), () -> ran.add("later"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("a at 1", "b at 2", "again at 2");
        assertThat(clock.due()).containsExactly(Instant.ofEpochSecond(9));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(5));
    }
}
