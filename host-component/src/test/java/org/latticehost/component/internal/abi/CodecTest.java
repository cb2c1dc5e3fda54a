package org.latticehost.component.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

class CodecTest {
    private final Guest guest = new Guest(StringEncoding.UTF8);
    private final CallContext cx = guest.call();

    private static Codec codec(WitType type) {
        return CodecCompiler.create().codec(type);
    }

    private static WitType.VariantOf variant(WitType... payloads) {
        return new WitType.VariantOf(IntStream.range(0, payloads.length)
                .mapToObj(i -> new WitType.Case("c" + i, Optional.of(payloads[i])))
                .toList());
    }

    private static WitType.RecordOf record(WitType... fields) {
        return new WitType.RecordOf(IntStream.range(0, fields.length)
                .mapToObj(i -> new WitType.Field("f" + i, fields[i]))
                .toList());
    }

    private Object lift(WitType type, long... flat) {
        return codec(type).lift(cx, flat, 0);
    }

    private long[] lower(WitType type, Object value) {
        Codec codec = codec(type);
        long[] flat = new long[codec.flat.size()];
        codec.lower(cx, value, flat, 0);
        return flat;
    }

    @Test
    void masksIntegersToTheirWidth() {
        assertThat(lift(WitType.U8, 0x1ff)).isEqualTo((byte) 0xff);
        assertThat(lift(WitType.S8, 0x180)).isEqualTo((byte) -128);
        assertThat(lift(WitType.U16, 0x12345)).isEqualTo((short) 0x2345);
        assertThat(lift(WitType.U32, -1L)).isEqualTo(-1);
    }

    @Test
    void extendsUnsignedAndSignedValuesDifferently() {
        assertThat(lower(WitType.U8, (byte) -1)).containsExactly(0xffL);
        assertThat(lower(WitType.S8, (byte) -1)).containsExactly(0xffff_ffffL);
        assertThat(lower(WitType.U16, (short) -1)).containsExactly(0xffffL);
        assertThat(lower(WitType.S64, -1L)).containsExactly(-1L);
    }

    @Test
    void takesAnythingButZeroForTrue() {
        assertThat(lift(WitType.BOOL, 2)).isEqualTo(true);
        assertThat(lift(WitType.BOOL, 0x1_0000_0000L))
                .as("high half is undefined")
                .isEqualTo(false);
    }

    @Test
    void makesEveryNanTheCanonicalOne() {
        assertThat(Float.floatToRawIntBits((Float) lift(WitType.F32, 0x7fa0_0001L)))
                .isEqualTo(0x7fc0_0000);
        assertThat(lower(WitType.F64, Double.longBitsToDouble(0xfff8_0000_0000_0001L)))
                .containsExactly(0x7ff8_0000_0000_0000L);
    }

    @Test
    void trapsOnWhatIsNoUnicodeScalarValue() {
        assertThat(lift(WitType.CHAR, 0x10ffff)).isEqualTo(0x10ffff);
        for (long bad : new long[] {0x110000, 0xd800, 0xdfff, 0xffff_ffffL}) {
            assertThatThrownBy(() -> lift(WitType.CHAR, bad))
                    .isInstanceOf(CoreTrapException.class)
                    .hasMessageContaining("char");
        }
    }

    @Test
    void joinsTheFlatTypesOfCases() {
        assertThat(codec(variant(WitType.U32, WitType.F32)).flat).containsExactly(CoreValueType.I32, CoreValueType.I32);
        assertThat(codec(variant(WitType.F32, WitType.F64)).flat).containsExactly(CoreValueType.I32, CoreValueType.I64);
        assertThat(codec(variant(WitType.F64, WitType.STRING)).flat)
                .containsExactly(CoreValueType.I32, CoreValueType.I64, CoreValueType.I32);
    }

    @Test
    void zeroExtendsASignedPayloadInAWiderSlotAndClearsUnusedSlots() {
        WitType.VariantOf type = variant(WitType.S32, WitType.tuple(WitType.S64, WitType.S64));

        assertThat(lower(type, WitVariant.of(type, 0, -1))).containsExactly(0, 0xffff_ffffL, 0);
        assertThat(lift(type, 0, -1L, 77)).isEqualTo(WitVariant.of(type, 0, -1));
    }

    @Test
    void laysVariantPayloadsBehindTheWidestAlignmentOfAllCases() {
        WitType.VariantOf type = variant(WitType.U8, WitType.U64);
        Codec codec = codec(type);

        codec.store(cx, WitVariant.of(type, 0, (byte) 7), 64);

        assertThat(codec.size).isEqualTo(16);
        assertThat(guest.memory.bytes[64 + 8]).isEqualTo((byte) 7);
    }

    @Test
    void choosesTheDiscriminantByTheNumberOfCases() {
        WitType.EnumOf small = new WitType.EnumOf(
                IntStream.range(0, 256).mapToObj(i -> "e" + i).toList());
        WitType.EnumOf large = new WitType.EnumOf(
                IntStream.range(0, 257).mapToObj(i -> "e" + i).toList());

        assertThat(codec(small).size).isEqualTo(1);
        assertThat(codec(large).size).isEqualTo(2);
        assertThat(lift(large, 256)).isEqualTo(WitEnum.of(large, 256));
        assertThatThrownBy(() -> lift(large, 257)).hasMessageContaining("invalid variant discriminant 257");
        assertThatThrownBy(() -> lift(small, -1)).hasMessageContaining("4294967295");
    }

    @Test
    void dropsUnknownFlags() {
        WitType.FlagsOf type = new WitType.FlagsOf(List.of("a", "b", "c"));

        assertThat(lift(type, 0xfffd)).isEqualTo(WitFlags.of(type, List.of("a", "c")));
        assertThat(codec(type).size).isEqualTo(1);
    }

    @Test
    void writesRecordsWithPaddingAndReadsThemBack() {
        WitType.RecordOf type = record(WitType.U8, WitType.U32, WitType.STRING, WitType.option(WitType.U16));
        Object value = WitRecord.of(type, (byte) 1, 2, "three", Optional.of((short) 4));
        Codec codec = codec(type);

        codec.store(cx, value, 128);

        assertThat(codec.size).isEqualTo(20);
        assertThat(guest.memory.getInt(132)).isEqualTo(2);
        assertThat(codec.load(cx, 128)).isEqualTo(value);
    }

    @Test
    void movesListsOfNumbersAsArrays() {
        for (Object array : new Object[] {
            new boolean[] {true, false},
            new short[] {1, -1},
            new int[] {1, -1},
            new long[] {1, -1},
            new float[] {1.5f, -0f},
            new double[] {1.5, -0.0}
        }) {
            WitType element = elementOf(array);
            assertThat(lift(WitType.list(element), lower(WitType.list(element), array)))
                    .isEqualTo(array);
        }
    }

    private static WitType elementOf(Object array) {
        return switch (array.getClass().getComponentType().getName()) {
            case "boolean" -> WitType.BOOL;
            case "short" -> WitType.U16;
            case "int" -> WitType.S32;
            case "long" -> WitType.U64;
            case "float" -> WitType.F32;
            default -> WitType.F64;
        };
    }

    @Test
    void movesListsOfCompoundValues() {
        WitType type = WitType.list(new WitType.ResultOf(Optional.of(WitType.STRING), Optional.empty()));
        List<Object> value = List.of(WitResult.ok("x"), WitResult.err(), WitResult.ok(""));

        assertThat(lift(type, lower(type, value))).isEqualTo(value);
    }

    @Test
    void checksTheRangeOfAListEvenWhenItIsEmpty() {
        WitType type = WitType.list(WitType.U32);
        assertThatThrownBy(() -> lift(type, 2, 0)).hasMessageContaining("unaligned pointer");
        assertThatThrownBy(() -> lift(type, Guest.SIZE + 4, 0)).hasMessageContaining("list content out-of-bounds");
        assertThatThrownBy(() -> lift(type, Guest.SIZE - 4, 2)).hasMessageContaining("list content out-of-bounds");
        assertThatThrownBy(() -> lift(type, 0, 0xffff_ffffL)).hasMessageContaining("list too long");
        assertThat(lift(type, Guest.SIZE, 0)).isEqualTo(new int[0]);
    }

    @Test
    void refusesValuesOfAnotherClass() {
        assertThat(codec(WitType.U32).accepts(cx, 1L)).isFalse();
        assertThat(codec(WitType.STRING).accepts(cx, "\ud800")).isFalse();
        assertThat(codec(WitType.CHAR).accepts(cx, 0xd800)).isFalse();
        assertThat(codec(WitType.list(WitType.STRING)).accepts(cx, List.of("a", 1)))
                .isFalse();
        assertThat(codec(WitType.option(WitType.U8)).accepts(cx, Optional.of((byte) 1)))
                .isTrue();
    }
}
