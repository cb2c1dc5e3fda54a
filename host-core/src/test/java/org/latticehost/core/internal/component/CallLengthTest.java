package org.latticehost.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallLengthTest {
    private static final Runnable BRIEF = () -> {};
    private static final Runnable LONG = () -> {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(600);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    };

    private final CallLength length = new CallLength();

    /** How many of so many calls were run where they came from. */
    private int lent(int calls, Runnable call) {
        int lent = 0;
        for (int i = 0; i < calls; i++) {
            if (length.brief()) {
                lent++;
                length.measure(call);
            }
        }
        return lent;
    }

    @Test
    void triesCallsFromTimeToTimeUntilTheyProveBrief() {
        assertThat(lent(15, BRIEF)).isZero();
        assertThat(lent(1_000, BRIEF)).isGreaterThan(500);
        assertThat(lent(100, BRIEF)).isGreaterThan(90);
    }

    @Test
    void triesLongCallsEverMoreSeldom() {
        assertThat(lent(10_000, LONG)).isBetween(30, 100);
    }

    @Test
    void noticesThatCallsBecomeLong() {
        lent(5_000, BRIEF);
        assertThat(lent(1_000, LONG)).isLessThan(50);
    }

    @Test
    void forgivesSomeLongCalls() {
        lent(5_000, BRIEF);
        int lent = 0;
        for (int i = 0; i < 50; i++) {
            lent += lent(16, BRIEF) + lent(4, LONG);
        }
        assertThat(lent).isGreaterThan(900);
    }
}
