package org.latticehost.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** The one JSON mapper: strict, bounded, and never binding to classes by reflection. */
public final class Json {
    // Nesting and numbers are bounded because values arrive from the lattice.
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader PARTS = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A map as an object, in the order of the map. */
    public static ObjectNode object(Map<String, String> map) {
        ObjectNode node = object();
        map.forEach(node::put);
        return node;
    }

    /** Texts as an array. */
    public static ArrayNode array(List<String> texts) {
        ArrayNode node = array();
        texts.forEach(node::add);
        return node;
    }

    /** The same with the keys of all objects in alphabetical order. */
    public static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            ObjectNode copy = object();
            fields.forEach(copy::set);
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = array();
            node.forEach(each -> copy.add(sorted(each)));
            return copy;
        }
        return node;
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new HostException(ErrorCode.INTERNAL, "a JSON tree could not be written", e);
        }
    }

    /**
     * Reads a document; nothing may follow it.
     *
     * @throws HostException with code {@code PROTOCOL}
     */
    public static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw new HostException(ErrorCode.PROTOCOL, "expected a JSON document, got nothing");
            }
            return node;
        } catch (IOException e) {
            throw new HostException(ErrorCode.PROTOCOL, "not JSON (" + bytes.length + " bytes): " + e.getMessage(), e);
        }
    }

    /** Reads token by token, within the same bounds. */
    public static JsonParser parser(String text) throws IOException {
        return MAPPER.createParser(text);
    }

    /** The value at which a parser stands, whole; of a key that comes twice in it the last one counts. */
    public static JsonNode tree(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> PARTS.readTree(parser);
        };
    }

    /**
     * Reads an object whose values are all texts; of a key that comes twice the last one counts.
     *
     * @throws HostException with code {@code PROTOCOL}
     */
    public static Map<String, String> readStringMap(byte[] bytes) {
        JsonNode node = read(bytes);
        if (!node.isObject()) {
            throw new HostException(ErrorCode.PROTOCOL, "expected a JSON object, got " + node.getNodeType());
        }
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) { // the value may be a secret, so it is not repeated
                throw new HostException(
                        ErrorCode.PROTOCOL,
                        "expected texts, got " + field.getValue().getNodeType() + " for '" + field.getKey() + "'");
            }
            map.put(field.getKey(), field.getValue().textValue());
        });
        return Collections.unmodifiableMap(map);
    }
}
