package org.latticehost.core.internal.ctl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/**
 * A request as strictly read as its other readers do: known fields once and of their type, unknown ones ignored, nothing
 * after the document. The fields may also come as an array, in their order.
 *
 * <p>Everything that does not fit is a {@link HostException} with code {@code PROTOCOL}; values are not repeated in it,
 * for they may be secret.
 */
final class RequestBody {
    static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private final Map<String, JsonNode> values = new HashMap<>();

    private RequestBody() {}

    /**
     * Reads a request.
     *
     * @param fields all known ones, in their order; after a {@code |} another name of the same field
     */
    static RequestBody read(byte[] payload, String... fields) {
        RequestBody body = new RequestBody();
        try (JsonParser parser = Json.parser(text(payload))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                body.readObject(parser, names(fields));
            } else if (first == JsonToken.START_ARRAY) {
                body.readArray(parser, fields);
            } else {
                throw malformed("expected an object, got " + first);
            }
            if (parser.nextToken() != null) {
                throw malformed("something follows the document");
            }
        } catch (IOException e) {
            throw new HostException(ErrorCode.PROTOCOL, "not JSON (" + payload.length + " bytes)", e);
        }
        return body;
    }

    private static String text(byte[] payload) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(payload))
                .toString();
    }

    private static Map<String, String> names(String[] fields) {
        Map<String, String> names = new HashMap<>();
        for (String field : fields) {
            for (String name : field.split("\\|", -1)) {
                names.put(name, first(field));
            }
        }
        return names;
    }

    private static String first(String field) {
        int end = field.indexOf('|');
        return end < 0 ? field : field.substring(0, end);
    }

    private void readObject(JsonParser parser, Map<String, String> names) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = names.get(parser.currentName());
            parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (values.put(field, Json.tree(parser)) != null) {
                throw malformed("'" + field + "' comes twice");
            }
        }
    }

    private void readArray(JsonParser parser, String[] fields) throws IOException {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index == fields.length) {
                throw malformed("more than " + fields.length + " elements");
            }
            values.put(first(fields[index++]), Json.tree(parser));
        }
    }

    /** A text that must be there. */
    String text(String field) {
        JsonNode value = values.get(field);
        if (value == null) {
            throw malformed("'" + field + "' is missing");
        }
        return text(field, value);
    }

    /** A text, or what stands for it if it is absent. */
    String text(String field, String absent) {
        return values.containsKey(field) ? text(field) : absent;
    }

    /** A text that may be absent or null. */
    @Nullable String nullableText(String field) {
        JsonNode value = values.get(field);
        return value == null || value.isNull() ? null : text(field, value);
    }

    boolean flag(String field, boolean absent) {
        JsonNode value = values.get(field);
        if (value == null) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrong(field, "a bool", value);
        }
        return value.booleanValue();
    }

    long unsignedInt(String field, long absent) {
        JsonNode value = values.get(field);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > MAX_U32) {
            throw wrong(field, "an integer of 0 to " + MAX_U32, value);
        }
        return value.longValue();
    }

    /** An integer of up to 64 bits that may be absent or null. */
    Optional<BigInteger> unsignedLong(String field) {
        JsonNode value = values.get(field);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber()
                || value.bigIntegerValue().signum() < 0
                || value.bigIntegerValue().compareTo(MAX_U64) > 0) {
            throw wrong(field, "an integer of 0 to " + MAX_U64, value);
        }
        return Optional.of(value.bigIntegerValue());
    }

    /** Texts that must be there. */
    List<String> texts(String field) {
        JsonNode value = values.get(field);
        if (value == null || !value.isArray()) {
            throw wrong(field, "an array", value);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(each -> texts.add(text(field, each)));
        return texts;
    }

    /** Texts, none if absent. */
    List<String> textsOrNone(String field) {
        return values.containsKey(field) ? texts(field) : List.of();
    }

    /** Texts by name that must be there. */
    Map<String, String> map(String field) {
        JsonNode value = values.get(field);
        if (value == null || !value.isObject()) {
            throw wrong(field, "an object", value);
        }
        Map<String, String> map = new LinkedHashMap<>();
        value.properties().forEach(each -> map.put(each.getKey(), text(field, each.getValue())));
        return map;
    }

    /** Texts by name that may be absent or null. */
    Optional<Map<String, String>> nullableMap(String field) {
        JsonNode value = values.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(map(field));
    }

    private static String text(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(field, "a text", value);
        }
        return value.textValue();
    }

    private static HostException wrong(String field, String expected, @Nullable JsonNode got) {
        return malformed(
                "'" + field + "' must be " + expected + ", got " + (got == null ? "nothing" : got.getNodeType()));
    }

    private static HostException malformed(String message) {
        return new HostException(ErrorCode.PROTOCOL, message);
    }
}
