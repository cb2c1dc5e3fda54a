package org.latticehost.core.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.ProviderDescription;

/** Reads what hosts of any version say; what is missing is empty. */
final class WireReader {
    private WireReader() {}

    static HostSummary host(JsonNode node) {
        return new HostSummary(
                text(node, "id"),
                text(node, "friendly_name"),
                map(node.path("labels")),
                text(node, "lattice"),
                text(node, "version"),
                uptime(node),
                text(node, "ctl_host"),
                text(node, "rpc_host"),
                optional(node, "js_domain"));
    }

    static HostInventory inventory(JsonNode node) {
        List<ComponentDescription> components = new ArrayList<>();
        node.path("components").forEach(each -> components.add(component(each)));
        List<ProviderDescription> providers = new ArrayList<>();
        node.path("providers")
                .forEach(each -> providers.add(new ProviderDescription(
                        text(each, "id"),
                        text(each, "image_ref"),
                        optional(each, "name"),
                        each.path("revision").asInt(),
                        map(each.path("annotations")))));
        return new HostInventory(
                components,
                providers,
                text(node, "host_id"),
                text(node, "friendly_name"),
                map(node.path("labels")),
                text(node, "version"),
                uptime(node));
    }

    private static ComponentDescription component(JsonNode node) {
        return new ComponentDescription(
                text(node, "id"),
                text(node, "image_ref"),
                optional(node, "name"),
                map(node.path("annotations")),
                node.path("revision").asInt(),
                node.path("max_instances").asLong(),
                node.hasNonNull("limits") ? Optional.of(limits(node.get("limits"))) : Optional.empty(),
                "",
                "");
    }

    /** Other hosts do not bound these values; what this host's bounds refuse is left out. */
    private static ComponentLimits limits(JsonNode node) {
        ComponentLimits limits = ComponentLimits.none();
        try {
            if (node.hasNonNull("max_memory_limit")) {
                limits = limits.maxMemoryBytes(node.get("max_memory_limit").asLong());
            }
            if (node.hasNonNull("max_execution_time")) {
                limits = limits.maxExecutionTime(
                        Duration.ofSeconds(node.get("max_execution_time").asLong()));
            }
        } catch (IllegalArgumentException e) {
            return limits;
        }
        return limits;
    }

    /**
     * An event in structured mode.
     *
     * @throws RuntimeException of some kind if it is none
     */
    static CloudEvent event(byte[] payload) {
        JsonNode node = Json.read(payload);
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(text(node, "id"))
                .withType(text(node, "type"))
                .withSource(URI.create(text(node, "source")));
        if (node.hasNonNull("time")) {
            builder.withTime(OffsetDateTime.parse(text(node, "time")));
        }
        return builder.withData("application/json", Json.bytes(node.path("data")))
                .build();
    }

    static Map<String, String> map(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return node.path(field).isTextual() ? Optional.of(node.get(field).textValue()) : Optional.empty();
    }

    private static Duration uptime(JsonNode node) {
        return Duration.ofSeconds(node.path("uptime_seconds").asLong());
    }
}
