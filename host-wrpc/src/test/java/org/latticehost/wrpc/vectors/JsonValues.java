package org.latticehost.wrpc.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Makes values from the JSON of the vectors. */
public final class JsonValues {
    private JsonValues() {}

    public static Object of(WitType type, JsonNode json) {
        return switch (type.kind()) {
            case BOOL -> json.asBoolean();
            case S8, U8 -> (byte) json.asInt();
            case S16, U16 -> (short) json.asInt();
            case S32, U32 -> (int) json.asLong();
            case S64 -> Long.parseLong(json.asText());
            case U64 -> Long.parseUnsignedLong(json.asText());
            case F32 -> Float.intBitsToFloat((int) bits(json));
            case F64 -> Double.longBitsToDouble(bits(json));
            case CHAR -> json.asText().codePointAt(0);
            case STRING -> json.asText();
            case LIST -> list(((WitType.ListOf) type).element(), json);
            case RECORD -> {
                WitType.RecordOf record = (WitType.RecordOf) type;
                yield WitRecord.of(
                        record,
                        record.fields().stream()
                                .map(f -> of(f.type(), json.get(f.name())))
                                .toArray());
            }
            case TUPLE -> {
                List<Object> items = new ArrayList<>();
                List<WitType> types = ((WitType.TupleOf) type).items();
                for (int i = 0; i < types.size(); i++) {
                    items.add(of(types.get(i), json.get(i)));
                }
                yield items;
            }
            case VARIANT -> {
                WitType.VariantOf variant = (WitType.VariantOf) type;
                String name = json.get("case").asText();
                Optional<WitType> payload =
                        variant.cases().get(variant.indexOf(name)).payload();
                yield WitVariant.of(
                        variant,
                        name,
                        payload.map(p -> of(p, json.get("value"))).orElse(null));
            }
            case ENUM -> WitEnum.of((WitType.EnumOf) type, json.asText());
            case FLAGS -> {
                List<String> labels = new ArrayList<>();
                json.forEach(label -> labels.add(label.asText()));
                yield WitFlags.of((WitType.FlagsOf) type, labels);
            }
            case OPTION -> {
                WitType some = ((WitType.OptionOf) type).some();
                yield json.isObject() && json.has("some")
                        ? Optional.of(of(some, json.get("some")))
                        : json.isNull() ? Optional.empty() : Optional.of(of(some, json));
            }
            case RESULT -> result((WitType.ResultOf) type, json);
            case OWN, BORROW -> hex(json.get("hex").asText());
            case STREAM -> stream((WitType.StreamOf) type, json);
            case FUTURE ->
                CompletableFuture.completedFuture(of(
                        ((WitType.FutureOf) type).value().orElseThrow(),
                        json.has("ready") ? json.get("ready") : json.get("pending")));
        };
    }

    private static WitResult result(WitType.ResultOf type, JsonNode json) {
        // "ok": null is also how an ok(none) is written, as is a bare null for ok.
        boolean ok = !json.has("err");
        Optional<WitType> payload = ok ? type.ok() : type.err();
        JsonNode value = json.isNull() ? json : json.get(ok ? "ok" : "err");
        Object of = payload.map(p -> of(p, value)).orElse(null);
        return ok ? WitResult.ok(of) : WitResult.err(of);
    }

    private static Object stream(WitType.StreamOf type, JsonNode json) {
        WitType element = type.element().orElseThrow();
        List<JsonNode> chunks = new ArrayList<>();
        if (json.has("ready")) {
            chunks.add(json.get("ready"));
        } else {
            json.get("pending").forEach(chunks::add);
        }
        if (element.kind() == WitKind.U8) {
            BytePipe pipe = new BytePipe();
            chunks.forEach(chunk -> pipe.offer(hex(chunk.get("hex").asText())));
            pipe.end();
            return pipe;
        }
        ValueStream stream = new ValueStream();
        for (JsonNode chunk : chunks) {
            List<Object> items = new ArrayList<>();
            chunk.forEach(item -> items.add(of(element, item)));
            stream.offer(items);
        }
        stream.end();
        return stream;
    }

    private static Object list(WitType element, JsonNode json) {
        if (json.has("hex")) {
            return hex(json.get("hex").asText());
        }
        List<Object> items = new ArrayList<>();
        json.forEach(item -> items.add(of(element, item)));
        Class<?> array = switch (element.kind()) {
            case BOOL -> boolean.class;
            case S8, U8 -> byte.class;
            case S16, U16 -> short.class;
            case S32, U32 -> int.class;
            case S64, U64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            default -> Object.class;
        };
        if (array == Object.class) {
            return items;
        }
        Object values = Array.newInstance(array, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(values, i, items.get(i));
        }
        return values;
    }

    private static long bits(JsonNode json) {
        return Long.parseUnsignedLong(json.get("bits").asText().substring(2), 16);
    }

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
