package org.latticehost.component.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Values of scripts: JSON with numbers as text and floats as bit patterns. */
final class SuiteValues {
    private SuiteValues() {}

    static Object parse(WitType type, JsonNode json) {
        JsonNode value = json.get("value");
        return switch (type.kind()) {
            case BOOL -> value.asBoolean();
            case S8, U8 -> integer(value).byteValue();
            case S16, U16 -> integer(value).shortValue();
            case S32, U32 -> integer(value).intValue();
            case S64, U64 -> integer(value).longValue();
            case F32 ->
                value.asText().startsWith("nan")
                        ? Float.NaN
                        : (Object) Float.intBitsToFloat(integer(value).intValue());
            case F64 ->
                value.asText().startsWith("nan")
                        ? Double.NaN
                        : (Object) Double.longBitsToDouble(integer(value).longValue());
            case CHAR -> value.asText().codePointAt(0);
            case STRING -> value.asText();
            case LIST -> list(((WitType.ListOf) type).element(), value);
            case TUPLE -> tuple(((WitType.TupleOf) type).items(), value);
            case RECORD -> record((WitType.RecordOf) type, value);
            case VARIANT -> {
                WitType.VariantOf variant = (WitType.VariantOf) type;
                int index = variant.indexOf(json.get("case").asText());
                yield WitVariant.of(
                        variant, index, payload(variant.cases().get(index).payload(), value));
            }
            case ENUM -> WitEnum.of((WitType.EnumOf) type, value.asText());
            case FLAGS -> {
                List<String> labels = new ArrayList<>();
                value.forEach(l -> labels.add(l.asText()));
                yield WitFlags.of((WitType.FlagsOf) type, labels);
            }
            case OPTION ->
                value == null || value.isNull()
                        ? Optional.empty()
                        : Optional.of(parse(((WitType.OptionOf) type).some(), value));
            case RESULT -> {
                WitType.ResultOf result = (WitType.ResultOf) type;
                boolean ok = json.get("tag").asText().equals("ok");
                Object payload = payload(ok ? result.ok() : result.err(), value);
                yield ok ? WitResult.ok(payload) : WitResult.err(payload);
            }
            case OWN, BORROW, STREAM, FUTURE -> throw new IllegalArgumentException("no literals of " + type);
        };
    }

    private static @Nullable Object payload(Optional<WitType> type, @Nullable JsonNode value) {
        return type.isEmpty() || value == null || value.isNull() ? null : parse(type.get(), value);
    }

    private static BigInteger integer(JsonNode value) {
        return new BigInteger(value.asText());
    }

    private static Object list(WitType element, JsonNode values) {
        List<Object> items = new ArrayList<>();
        values.forEach(v -> items.add(parse(element, v)));
        Class<?> primitive = switch (element.kind()) {
            case BOOL -> boolean.class;
            case S8, U8 -> byte.class;
            case S16, U16 -> short.class;
            case S32, U32 -> int.class;
            case S64, U64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            default -> Object.class;
        };
        if (primitive == Object.class) {
            return items;
        }
        Object array = Array.newInstance(primitive, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    private static List<Object> tuple(List<WitType> types, JsonNode values) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            items.add(parse(types.get(i), values.get(i)));
        }
        return items;
    }

    private static WitRecord record(WitType.RecordOf type, JsonNode fields) {
        Object[] values = new Object[type.fields().size()];
        fields.forEach(f -> {
            int index = type.indexOf(f.get(0).asText());
            values[index] = parse(type.fields().get(index).type(), f.get(1));
        });
        return WitRecord.of(type, values);
    }
}
