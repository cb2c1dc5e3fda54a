package org.latticehost.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private final Random random = new Random(1);

    @Test
    void growsToTheLongestPauseWithinTheUpperHalf() {
        assertThat(backoff.before(0, random)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(backoff.before(3, random)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        for (int attempt : new int[] {6, 29, 30, 31, 63, 64, Integer.MAX_VALUE}) {
            assertThat(backoff.before(attempt, random))
                    .as("attempt %d", attempt)
                    .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
        }
    }
}
