package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One message of the collection, in the words of the host under test. */
record Vector(String reference, JsonNode node) {

    String subject() {
        return node.get("subject").textValue();
    }

    boolean has(String member) {
        return node.has(member);
    }

    String text(String member) {
        JsonNode value = node.get(member);
        return value == null ? "" : value.asText();
    }

    /** The bytes to send. */
    byte[] payload(JsonNode overrides) {
        if (node.has("payload")) {
            return Json.override(node.get("payload"), overrides).toString().getBytes(StandardCharsets.UTF_8);
        }
        return text("payloadText").getBytes(StandardCharsets.UTF_8);
    }

    /** What of a message is only compared by its kind. */
    Map<String, String> dynamic() {
        Map<String, String> all = new TreeMap<>();
        if (node.has("dynamic")) {
            node.get("dynamic")
                    .properties()
                    .forEach(each -> all.put(each.getKey(), each.getValue().textValue()));
        }
        return all;
    }

    /** Why these bytes are not what the vector says; empty if they are. */
    String difference(byte[] bytes, JsonNode overrides) {
        if (!node.has("payload")) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.equals(text("payloadText")) ? "" : "expected " + text("payloadText") + ", got " + text;
        }
        JsonNode expected = Json.override(node.get("payload"), overrides);
        JsonNode got = Json.read(bytes);
        for (Map.Entry<String, String> each : dynamic().entrySet()) {
            String wrong = Matchers.difference(each.getValue(), got.at(each.getKey()));
            if (!wrong.isEmpty()) {
                return each.getKey() + ": " + wrong + " in " + got;
            }
            expected = Json.replace(expected, each.getKey(), got.at(each.getKey()));
        }
        if (node.has("unordered")) {
            for (JsonNode pointer : node.get("unordered")) {
                expected = Json.replace(expected, pointer.textValue(), Json.sorted(expected.at(pointer.textValue())));
                got = Json.replace(got, pointer.textValue(), Json.sorted(got.at(pointer.textValue())));
            }
        }
        return expected.equals(got) ? "" : "expected " + expected + ", got " + got;
    }
}
