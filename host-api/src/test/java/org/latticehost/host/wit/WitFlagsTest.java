package org.latticehost.host.wit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WitFlagsTest {
    private static WitType.FlagsOf flags(int n) {
        return new WitType.FlagsOf(IntStream.range(0, n).mapToObj(i -> "f" + i).toList());
    }

    @Test
    void dropsBitsAboveTheLastLabel() {
        assertThat(WitFlags.of(flags(3), 0xff).bits()).isEqualTo(7);
        assertThat(WitFlags.of(flags(33), new int[] {1, -1}).word(1)).isEqualTo(1);
    }

    @Test
    void holdsMoreThan32Flags() {
        WitFlags value = WitFlags.of(flags(129), List.of("f0", "f40", "f128"));

        assertThat(value.labels()).containsExactly("f0", "f40", "f128");
        assertThat(value.has("f128")).isTrue();
        assertThat(value.has("f127")).isFalse();
        assertThat(value.word(4)).isEqualTo(1);
        assertThat(value)
                .isEqualTo(WitFlags.of(flags(129), new int[] {1, 256, 0, 0, 1}))
                .isNotEqualTo(WitFlags.of(flags(129), 1));
    }
}
