package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Judges events as the scheduler wadm does, which drops what it cannot read without a word. */
final class SchedulerIntake {
    private static final String PREFIX = "com.wasmcloud.lattice.";
    private static final Set<String> ATTRIBUTES =
            Set.of("specversion", "id", "type", "source", "time", "datacontenttype", "data");
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("component_scaled", List.of("image_ref", "component_id")),
            Map.entry("component_scale_failed", List.of("image_ref", "component_id", "error")),
            Map.entry("provider_started", List.of("image_ref", "provider_id")),
            Map.entry("provider_start_failed", List.of("error", "provider_id", "provider_ref")),
            Map.entry("provider_stopped", List.of("provider_id", "reason")),
            Map.entry("health_check_passed", List.of("provider_id", "host_id")),
            Map.entry("health_check_failed", List.of("provider_id", "host_id")),
            Map.entry("health_check_status", List.of("provider_id", "host_id")),
            Map.entry("linkdef_set", List.of("source_id", "target", "wit_namespace", "wit_package")),
            Map.entry("linkdef_deleted", List.of("source_id", "name", "wit_namespace", "wit_package")),
            Map.entry("config_set", List.of("config_name")),
            Map.entry("config_deleted", List.of("config_name")),
            Map.entry("host_started", List.of("friendly_name")),
            Map.entry("host_stopped", List.of()),
            Map.entry("host_heartbeat", List.of("friendly_name", "uptime_human")));
    private static final Set<String> ANNOTATED =
            Set.of("component_scaled", "component_scale_failed", "provider_started", "provider_stopped");
    private static final Set<String> COUNTED = Set.of("component_scaled", "component_scale_failed");

    private SchedulerIntake() {}

    /** {@code accept}, {@code ignore} for a type it does not know, or {@code reject}. */
    static String judge(byte[] payload) {
        JsonNode event = Json.read(payload);
        for (String attribute : List.of("specversion", "id", "type", "source")) {
            if (!event.path(attribute).isTextual()) {
                return "reject";
            }
        }
        boolean extensions = event.properties().stream()
                .filter(each -> !ATTRIBUTES.contains(each.getKey()))
                .allMatch(each -> each.getValue().isValueNode());
        if (!extensions || !event.get("specversion").textValue().equals("1.0") || !time(event.get("time"))) {
            return "reject";
        }
        String name = event.get("type").textValue().substring(PREFIX.length());
        List<String> texts = TEXTS.get(name);
        return texts == null ? "ignore" : data(name, texts, event.path("data")) ? "accept" : "reject";
    }

    private static boolean data(String name, List<String> texts, JsonNode data) {
        return texts.stream().allMatch(field -> data.path(field).isTextual())
                && (!ANNOTATED.contains(name) || data.path("annotations").isObject())
                && (!COUNTED.contains(name) || data.path("max_instances").isIntegralNumber())
                && (!name.equals("linkdef_set") || data.path("interfaces").isArray())
                && (!name.startsWith("host_") || data.path("labels").isObject())
                && (!name.equals("host_heartbeat") || heartbeat(data))
                && (!data.has("claims") || claims(name, data.get("claims")));
    }

    private static boolean heartbeat(JsonNode data) {
        return data.path("components").isArray()
                && data.path("providers").isArray()
                && data.path("uptime_seconds").isIntegralNumber()
                && data.path("version").asText().matches("\\d+\\.\\d+\\.\\d+([-+].*)?")
                && !(data.has("host_id") && data.has("id"));
    }

    private static boolean claims(String name, JsonNode claims) {
        Predicate<String> text = field -> claims.path(field).isTextual();
        if (name.startsWith("provider")) {
            return List.of("expires_human", "issuer", "name", "not_before_human", "version").stream()
                            .allMatch(text)
                    && claims.has("tags")
                    && (claims.get("tags").isNull() || claims.get("tags").isTextual());
        }
        return List.of("expires_human", "issuer", "name", "not_before_human").stream()
                .filter(claims::has)
                .allMatch(text);
    }

    private static boolean time(@org.jspecify.annotations.Nullable JsonNode time) {
        if (time == null) {
            return true;
        }
        try {
            return OffsetDateTime.parse(time.asText()).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
