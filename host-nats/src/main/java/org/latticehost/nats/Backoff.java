package org.latticehost.nats;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, each at random in the upper half of its range so that hosts do not come at once. */
record Backoff(Duration first, Duration longest) {

    /** The pause before an attempt, counted from 0. */
    Duration before(int attempt, RandomGenerator random) {
        long limit = longest.toNanos();
        long range = attempt >= 30 ? limit : Math.min(limit, first.toNanos() << attempt);
        range = range <= 0 ? limit : range;
        return Duration.ofNanos(range / 2 + random.nextLong(range / 2 + 1));
    }
}
