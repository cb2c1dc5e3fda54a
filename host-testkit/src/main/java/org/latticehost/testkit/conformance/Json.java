package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trees of JSON, and changed copies of them. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final JsonNode NOTHING = MAPPER.createObjectNode();

    private Json() {}

    static JsonNode read(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With other values at the places that the pointers name. */
    static JsonNode override(JsonNode node, JsonNode byPointer) {
        JsonNode result = node;
        for (var each : byPointer.properties()) {
            result = replace(result, each.getKey(), each.getValue());
        }
        return result;
    }

    static JsonNode replace(JsonNode node, String pointer, JsonNode value) {
        JsonNode copy = node.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = copy.at(at.head());
        if (parent instanceof ObjectNode object) {
            object.set(at.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), value);
        }
        return copy;
    }

    /** With the elements of an array in an order of their own. */
    static JsonNode sorted(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        all.sort(Comparator.comparing(JsonNode::toString));
        return MAPPER.createArrayNode().addAll(all);
    }
}
