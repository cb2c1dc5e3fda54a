package org.latticehost.component.internal.abi;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Types without resources, and values of them, from a seed. */
public final class RandomValues {
    private static final WitType[] PRIMITIVES = {
        WitType.BOOL,
        WitType.S8,
        WitType.U8,
        WitType.S16,
        WitType.U16,
        WitType.S32,
        WitType.U32,
        WitType.S64,
        WitType.U64,
        WitType.F32,
        WitType.F64,
        WitType.CHAR,
        WitType.STRING
    };
    private static final String[] TEXTS = {"", "ascii", "é", "☃ and more", "\ud83d\ude00", "x\u0000y\ufffd"};

    private final Random random;

    public RandomValues(long seed) {
        random = new Random(seed);
    }

    public WitType type(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return PRIMITIVES[random.nextInt(PRIMITIVES.length)];
        }
        return switch (random.nextInt(8)) {
            case 0 -> WitType.list(type(depth - 1));
            case 1 -> WitType.option(type(depth - 1));
            case 2 -> new WitType.ResultOf(optionalType(depth), optionalType(depth));
            case 3 -> new WitType.TupleOf(types(depth));
            case 4 -> {
                List<WitType> types = types(depth);
                yield new WitType.RecordOf(IntStream.range(0, types.size())
                        .mapToObj(i -> new WitType.Field("f" + i, types.get(i)))
                        .toList());
            }
            case 5 ->
                new WitType.VariantOf(IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(i -> new WitType.Case("c" + i, optionalType(depth)))
                        .toList());
            case 6 -> new WitType.EnumOf(labels(random.nextInt(10) == 0 ? 300 : 3));
            default -> new WitType.FlagsOf(labels(1 + random.nextInt(32)));
        };
    }

    private List<WitType> types(int depth) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> type(depth - 1))
                .toList();
    }

    private Optional<WitType> optionalType(int depth) {
        return random.nextBoolean() ? Optional.of(type(depth - 1)) : Optional.empty();
    }

    private static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i).toList();
    }

    public Object value(WitType type) {
        return switch (type.kind()) {
            case BOOL -> random.nextBoolean();
            case S8, U8 -> (byte) random.nextInt();
            case S16, U16 -> (short) random.nextInt();
            case S32, U32 -> random.nextInt();
            case S64, U64 -> random.nextLong();
            case F32 -> random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
            case F64 -> random.nextInt(5) == 0 ? Double.NaN : random.nextDouble();
            case CHAR -> random.nextBoolean() ? random.nextInt(0xd800) : 0xe000 + random.nextInt(0x10_2000);
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case LIST -> list(((WitType.ListOf) type).element());
            case RECORD -> {
                WitType.RecordOf record = (WitType.RecordOf) type;
                yield WitRecord.of(
                        record,
                        record.fields().stream().map(f -> value(f.type())).toArray());
            }
            case TUPLE ->
                ((WitType.TupleOf) type).items().stream().map(this::value).toList();
            case VARIANT -> {
                WitType.VariantOf variant = (WitType.VariantOf) type;
                int index = random.nextInt(variant.cases().size());
                yield WitVariant.of(
                        variant,
                        index,
                        variant.cases().get(index).payload().map(this::value).orElse(null));
            }
            case ENUM ->
                WitEnum.of(
                        (WitType.EnumOf) type,
                        random.nextInt(((WitType.EnumOf) type).labels().size()));
            case OPTION ->
                random.nextBoolean() ? Optional.empty() : Optional.of(value(((WitType.OptionOf) type).some()));
            case RESULT -> {
                WitType.ResultOf result = (WitType.ResultOf) type;
                yield random.nextBoolean()
                        ? WitResult.ok(result.ok().map(this::value).orElse(null))
                        : WitResult.err(result.err().map(this::value).orElse(null));
            }
            case FLAGS -> WitFlags.of((WitType.FlagsOf) type, random.nextInt());
            case OWN, BORROW, STREAM, FUTURE -> throw new IllegalArgumentException("not made here: " + type);
        };
    }

    private Object list(WitType element) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(element));
        }
        WitKind kind = element.kind();
        if (!kind.primitive() || kind == WitKind.CHAR || kind == WitKind.STRING) {
            return items;
        }
        Class<?> component = switch (kind) {
            case BOOL -> boolean.class;
            case S8, U8 -> byte.class;
            case S16, U16 -> short.class;
            case S32, U32 -> int.class;
            case S64, U64 -> long.class;
            case F32 -> float.class;
            default -> double.class;
        };
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }
}
