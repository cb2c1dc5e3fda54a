package org.latticehost.component.internal.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/** Random functions on random values: what Java would read and write is what is copied directly. */
class TransferTest {

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    private static StringEncoding encoding(Random random) {
        List<StringEncoding> all = List.of(StringEncoding.values());
        return all.get(random.nextInt(all.size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void valuesSurviveFromJavaToAGuestToAnotherGuestToJava(long seed) {
        RandomValues values = new RandomValues(seed);
        Random random = new Random(seed);
        WitType type = values.type(3);
        WitType second = values.type(2);
        FunctionCodec codec = CodecCompiler.create()
                .function(new FunctionType(
                        List.of(new WitType.Field("a", type), new WitType.Field("b", second)), Optional.of(type)));
        Guest caller = new Guest(encoding(random));
        Guest callee = new Guest(encoding(random));
        Object[] args = {values.value(type), values.value(second)};
        codec.checkArgs(caller.call(), args);

        // As a caller the first guest passes what it would itself be given, so lowering into it makes its arguments.
        long[] flat = codec.lowerParams(caller.call(), args);
        long[] copied = codec.copyParams(caller.call(), flat, callee.call());

        assertThat(codec.liftParams(callee.call(), copied))
                .as("parameters %s, seed %d", WitValues.text(args[0]), seed)
                .usingElementComparator((a, b) -> WitValues.equal(a, b) ? 0 : 1)
                .containsExactly(args);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hostileMemoryEndsInATrapOrAValueNeverInAnotherException(long seed) {
        RandomValues values = new RandomValues(seed);
        Random random = new Random(seed);
        Codec codec = CodecCompiler.create().codec(values.type(3));
        Guest guest = new Guest(encoding(random));
        Guest other = new Guest(encoding(random));
        for (int round = 0; round < 20; round++) {
            random.nextBytes(guest.memory.bytes);
            long[] flat = random.longs(Math.max(codec.flat.size(), 17)).toArray();
            for (int i = 0; i < flat.length; i++) {
                flat[i] = random.nextBoolean() ? flat[i] : random.nextInt(64);
            }
            assertThat(outcome(() -> codec.lift(guest.call(), flat, 0))).isIn("value", "trap");
            assertThat(outcome(() -> codec.load(guest.call(), 1024))).isIn("value", "trap");
            assertThat(outcome(() -> {
                        codec.copy(guest.call(), 1024, other.call(), 0);
                        return "copied";
                    }))
                    .isIn("value", "trap");
        }
    }

    private interface Body {
        Object run();
    }

    private static String outcome(Body body) {
        try {
            return body.run() == null ? "null" : "value";
        } catch (CoreTrapException e) {
            return "trap";
        }
    }
}
