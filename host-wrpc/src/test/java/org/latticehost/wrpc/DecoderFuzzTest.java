package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.vectors.TypeText;

/** Whatever the bytes: a value of the type, a wish for more, or a typed error; the same however they are cut. */
class DecoderFuzzTest {
    private static final WrpcOptions SMALL = WrpcOptions.builder()
            .maxValueBytes(1 << 12)
            .maxValueHeapBytes(1 << 18)
            .build();

    private static final List<WitType> TYPES = List.of(
            TypeText.parse("tuple<u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, bool, char, string>"),
            TypeText.parse("list<list<string>>"),
            TypeText.parse("list<tuple<string, list<list<u8>>>>"),
            TypeText.parse("record { a: option<list<u32>>, b: result<string, s64>, c: flags { x, y, z } }"),
            TypeText.parse("variant { a, b(list<s16>), c(tuple<f32, list<f64>>), d(enum { p, q, r }) }"),
            TypeText.parse("list<tuple<>>"),
            TypeText.parse("tuple<list<bool>, list<char>, own<r>, list<s64>>"),
            TypeText.parse("tuple<stream<u8>, future<string>, stream<string>>"),
            TypeText.parse("list<option<result<list<option<u8>>, char>>>"));

    @FuzzTest
    void bytesGiveAValueOrATypedErrorHoweverTheyAreCut(FuzzedDataProvider data) {
        WitType type = TYPES.get(data.consumeInt(0, TYPES.size() - 1));
        int cut = data.consumeInt(1, 64);
        check(type, data.consumeRemainingAsBytes(), cut);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void soDoBytesByChance(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int at = 0; at < bytes.length; at++) {
                // Small numbers are lengths, cases and flags that lead further in.
                bytes[at] = (byte) (random.nextInt(3) > 0 ? random.nextInt(5) : random.nextInt(256));
            }
            check(TYPES.get(random.nextInt(TYPES.size())), bytes, 1 + random.nextInt(8));
        }
    }

    private static void check(WitType type, byte[] bytes, int cut) {
        WrpcCodec codec = WrpcCodec.of(type, SMALL);
        Object whole = outcome(codec, bytes, Integer.MAX_VALUE);
        Object pieces = outcome(codec, bytes, cut);

        if (type.toString().contains("StreamOf")) {
            assertThat(pieces.getClass()).isEqualTo(whole.getClass());
            return;
        }
        assertThat(WitValues.equal(whole, pieces)).isTrue();
        if (whole instanceof Optional<?> value && value.isPresent()) {
            WitValues.check(type, value.get());
            byte[] again = codec.encode(value.get());
            // NaNs become the canonical one, redundant integers the shortest; the second time nothing changes.
            assertThat(codec.encode(codec.decode(again))).isEqualTo(again);
        }
    }

    private static Object outcome(WrpcCodec codec, byte[] bytes, int cut) {
        WrpcCodec.Decoding decoding = codec.decoding();
        try {
            Optional<Object> value = Optional.empty();
            for (int at = 0; at < bytes.length && value.isEmpty(); at += Math.min(cut, bytes.length - at)) {
                value = decoding.feed(java.util.Arrays.copyOfRange(bytes, at, at + Math.min(cut, bytes.length - at)));
            }
            return value;
        } catch (TransportException e) {
            return "refused";
        }
    }
}
