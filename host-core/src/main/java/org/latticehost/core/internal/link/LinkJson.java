package org.latticehost.core.internal.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.Link;

/** Links and specifications as the bucket, the control interface and events carry them. */
public final class LinkJson {
    private LinkJson() {}

    /** A link: all eight fields, always. */
    public static ObjectNode write(Link link) {
        ObjectNode node = Json.object();
        node.put("source_id", link.source());
        node.put("target", link.target());
        node.put("name", link.name());
        node.put("wit_namespace", link.witNamespace());
        node.put("wit_package", link.witPackage());
        node.set("interfaces", Json.array(link.interfaces()));
        node.set("source_config", Json.array(link.sourceConfig()));
        node.set("target_config", Json.array(link.targetConfig()));
        return node;
    }

    static byte[] write(ComponentSpec spec) {
        ObjectNode node = Json.object();
        node.put("url", spec.url());
        ArrayNode links = Json.array();
        spec.links().forEach(link -> links.add(write(link)));
        node.set("links", links);
        return Json.bytes(node);
    }

    /**
     * Reads a link; unknown fields are ignored.
     *
     * @throws HostException with code {@code PROTOCOL}
     */
    public static Link readLink(JsonNode node) {
        if (!node.isObject()) {
            throw malformed("expected a link, got " + node.getNodeType());
        }
        try {
            return Link.builder()
                    .source(text(node, "source_id", null))
                    .to(text(node, "target", null))
                    .name(text(node, "name", Link.DEFAULT_NAME))
                    .interfaces(
                            text(node, "wit_namespace", null),
                            text(node, "wit_package", null),
                            texts(node, "interfaces", true))
                    .sourceConfig(texts(node, "source_config", false).toArray(new String[0]))
                    .targetConfig(texts(node, "target_config", false).toArray(new String[0]))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new HostException(ErrorCode.PROTOCOL, "not a link: " + e.getMessage(), e);
        }
    }

    static ComponentSpec readSpec(byte[] bytes) {
        JsonNode node = Json.read(bytes);
        if (!node.isObject()) {
            throw malformed("expected a component specification, got " + node.getNodeType());
        }
        List<Link> links = new ArrayList<>();
        JsonNode array = node.get("links");
        if (array != null) {
            if (!array.isArray()) {
                throw malformed("'links' must be an array, got " + array.getNodeType());
            }
            array.forEach(link -> links.add(readLink(link)));
        }
        return new ComponentSpec(text(node, "url", null), links);
    }

    private static String text(JsonNode node, String field, @Nullable String absent) {
        JsonNode value = node.get(field);
        if (value == null && absent != null) {
            return absent;
        }
        if (value == null || !value.isTextual()) {
            throw malformed("'" + field + "' must be a text, got " + (value == null ? "nothing" : value.getNodeType()));
        }
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String field, boolean required) {
        JsonNode value = node.get(field);
        if (value == null && !required) {
            return List.of();
        }
        if (value == null || !value.isArray()) {
            throw malformed("'" + field + "' must be an array of texts, got "
                    + (value == null ? "nothing" : value.getNodeType()));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isTextual()) {
                throw malformed("'" + field + "' must be an array of texts, it holds " + each.getNodeType());
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private static HostException malformed(String message) {
        return new HostException(ErrorCode.PROTOCOL, message);
    }
}
