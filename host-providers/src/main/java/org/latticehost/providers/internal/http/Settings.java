package org.latticehost.providers.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.error.ConfigurationException;

/**
 * The configuration of a provider or link as text by lower-case key. {@code config_b64} (JSON in base64) wins over
 * {@code config_json}, which wins over single keys. Immutable.
 */
final class Settings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values;
    private final boolean json;

    private Settings(Map<String, String> values, boolean json) {
        this.values = values;
        this.json = json;
    }

    static Settings of(Map<String, String> config) {
        Map<String, String> lower = new HashMap<>();
        config.forEach((key, value) -> lower.put(key.toLowerCase(Locale.ROOT), value));
        String base64 = lower.get("config_b64");
        if (base64 != null) {
            return ofJson("config_b64", decode(base64));
        }
        String text = lower.get("config_json");
        return text == null ? new Settings(lower, false) : ofJson("config_json", text);
    }

    /** Whether it was given as JSON, which changes the default address. */
    boolean json() {
        return json;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** True for {@code true} in any case; anything else is false. */
    boolean flag(String key) {
        return "true".equalsIgnoreCase(values.getOrDefault(key, "").strip());
    }

    /** A JSON array of strings, or what a single text says; empty if the key is absent. */
    Optional<List<String>> list(String key) {
        String text = values.get(key);
        if (text == null) {
            return Optional.empty();
        }
        JsonNode node = parse(key, text);
        List<String> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(item.asText());
        }
        if (!node.isArray()) {
            throw new ConfigurationException(key + " must be a JSON array of strings, got '" + text + "'");
        }
        return Optional.of(items);
    }

    private static String decode(String base64) {
        try {
            String unpadded = base64.strip().replaceAll("=+$", "");
            return new String(Base64.getDecoder().decode(unpadded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("config_b64 is not base64: " + e.getMessage(), e);
        }
    }

    private static Settings ofJson(String key, String text) {
        JsonNode root = parse(key, text);
        if (!root.isObject()) {
            throw new ConfigurationException(key + " must hold a JSON object");
        }
        Map<String, String> flat = new HashMap<>();
        flatten("", root, flat);
        return new Settings(flat, true);
    }

    /** {@code {"tls":{"cert_file":…}}} becomes {@code tls_cert_file}. */
    private static void flatten(String prefix, JsonNode object, Map<String, String> into) {
        object.properties().forEach(member -> {
            String key = prefix + member.getKey().toLowerCase(Locale.ROOT);
            JsonNode value = member.getValue();
            if (value.isObject()) {
                flatten(key + "_", value, into);
            } else if (!value.isNull()) {
                into.put(key, value.isArray() ? value.toString() : value.asText());
            }
        });
    }

    private static JsonNode parse(String key, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(key + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
