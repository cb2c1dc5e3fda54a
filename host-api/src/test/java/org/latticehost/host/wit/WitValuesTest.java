package org.latticehost.host.wit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitValuesTest {
    private static final WitType.RecordOf TYPE = new WitType.RecordOf(
            List.of(new WitType.Field("f", WitType.option(WitType.list(WitType.list(WitType.U8))))));

    private static WitRecord record(byte... bytes) {
        return WitRecord.of(TYPE, Optional.of(List.of(bytes)));
    }

    @Test
    void comparesArraysByContentHoweverDeepTheyStand() {
        assertThat(WitValues.equal(List.of(Optional.of(new int[] {1})), List.of(Optional.of(new int[] {1}))))
                .isTrue();
        assertThat(WitValues.equal(List.of(new int[] {1}), List.of(new int[] {2})))
                .isFalse();
        assertThat(WitValues.equal(List.of(1), List.of(1, 2))).isFalse();
        assertThat(WitValues.equal(null, Optional.empty())).isFalse();
    }

    @Test
    void equalRecordsHaveEqualHashCodes() {
        assertThat(record((byte) 1)).isEqualTo(record((byte) 1)).hasSameHashCodeAs(record((byte) 1));
        assertThat(record((byte) 1)).isNotEqualTo(record((byte) 2));
        assertThat(WitResult.ok(List.of(new long[] {1}))).isEqualTo(WitResult.ok(List.of(new long[] {1})));
    }
}
