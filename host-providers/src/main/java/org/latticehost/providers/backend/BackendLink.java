package org.latticehost.providers.backend;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latticehost.host.error.ConfigurationException;

/**
 * A link as a backend sees it: whose it is, and its settings. Keys are found in any case. Immutable and thread-safe.
 */
public final class BackendLink {
    private final String componentId;
    private final String name;
    private final Map<String, String> settings;

    private BackendLink(String componentId, String name, Map<String, String> settings) {
        this.componentId = componentId;
        this.name = name;
        this.settings = settings;
    }

    /**
     * A link.
     *
     * @param componentId the component at the other end
     * @param name how the link is called
     * @param defaults settings of the provider
     * @param settings of the link; win over the defaults
     */
    public static BackendLink of(
            String componentId, String name, Map<String, String> defaults, Map<String, String> settings) {
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(defaults);
        merged.putAll(settings);
        return new BackendLink(componentId, name, merged);
    }

    /** The component at the other end. */
    public String componentId() {
        return componentId;
    }

    /** The link's name. */
    public String name() {
        return name;
    }

    /** A setting without surrounding space; empty if it is absent or blank. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(settings.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Whether a setting is {@code true}, in any case. */
    public boolean flag(String key) {
        return text(key).map(text -> text.toLowerCase(Locale.ROOT)).orElse("").equals("true");
    }

    /**
     * A whole number.
     *
     * @throws ConfigurationException if it is not one, or out of bounds
     */
    public long number(String key, long min, long max, long fallback) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as what is out of bounds
        }
        throw new ConfigurationException(
                key + " must be a whole number from " + min + " to " + max + ", got '" + text.get() + "'");
    }

    /** Names the link, without its settings: some are secret. */
    @Override
    public String toString() {
        return "link '" + name + "' of component '" + componentId + "'";
    }
}
