package org.latticehost.wrpc.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;

/** A call of the flow vectors. */
public record Flow(JsonNode json, List<Step> steps) {

    /** A step; {@code subject} and {@code reply} with placeholders in braces. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Step(
            int id,
            List<Integer> after,
            String from,
            String op,
            String subject,
            String reply,
            Map<String, String> headers,
            byte[] payload,
            boolean required) {}

    public static List<Flow> all() {
        return Vectors.of("flows.json", "flows").stream().map(Flow::of).toList();
    }

    private static Flow of(JsonNode json) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode s : json.get("steps")) {
            List<Integer> after = new ArrayList<>();
            s.get("after").forEach(id -> after.add(id.asInt()));
            Map<String, String> headers = new TreeMap<>();
            if (s.has("headers")) {
                s.get("headers")
                        .properties()
                        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
            }
            steps.add(new Step(
                    s.get("id").asInt(),
                    after,
                    s.get("from").asText(),
                    s.get("op").asText(),
                    s.get("subject").asText(),
                    s.has("reply") ? s.get("reply").asText() : null,
                    headers,
                    JsonValues.hex(s.path("payload").asText("")),
                    s.path("required").asBoolean(true)));
        }
        return new Flow(json, steps);
    }

    public String text(String member) {
        return json.get(member).asText();
    }

    public long maxPayload() {
        return json.get("max_payload").asLong();
    }

    public FunctionType type() {
        List<WitType.Field> params = new ArrayList<>();
        types("params").forEach(t -> params.add(new WitType.Field("p" + params.size(), t)));
        return new FunctionType(params, types("results").stream().findFirst());
    }

    private List<WitType> types(String member) {
        List<WitType> types = new ArrayList<>();
        json.get(member).forEach(t -> types.add(TypeText.parse(t.asText())));
        return types;
    }

    /** Fresh arguments. */
    public Object[] args() {
        List<WitType> types = types("params");
        Object[] args = new Object[types.size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = JsonValues.of(types.get(i), json.get("args").get(i));
        }
        return args;
    }

    public boolean fails() {
        return json.get("returns").isNull();
    }

    /** A fresh result, if the function has one. */
    public Optional<Object> result() {
        return types("results").stream()
                .findFirst()
                .map(t -> JsonValues.of(t, json.get("returns").get(0)));
    }

    @Override
    public String toString() {
        return text("name");
    }
}
