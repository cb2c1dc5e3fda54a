package org.latticehost.providers.backend;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore.Secret;

/**
 * A link as a backend sees it: whose it is, and its settings. Keys are found in any case. Immutable and thread-safe.
 */
public final class BackendLink {
    private final String componentId;
    private final String name;
    private final Map<String, String> settings;
    private final Map<String, Secret> secrets;

    private BackendLink(String componentId, String name, Map<String, String> settings, Map<String, Secret> secrets) {
        this.componentId = componentId;
        this.name = name;
        this.settings = settings;
        this.secrets = secrets;
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
        return new BackendLink(componentId, name, merged, Map.of());
    }

    /**
     * The side of a link that its provider sees: what belongs to the link wins over what belongs to the provider, and
     * secrets of each over its configuration.
     *
     * @param defaults settings of the provider
     * @param defaultSecrets of the provider
     */
    public static BackendLink of(
            ResolvedLink resolved, Map<String, String> defaults, Map<String, Secret> defaultSecrets) {
        Link link = resolved.link();
        Map<String, String> own = resolved.source() ? resolved.sourceConfig() : resolved.targetConfig();
        BackendLink plain = of(resolved.source() ? link.target() : link.source(), link.name(), defaults, own);
        Map<String, Secret> secrets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        secrets.putAll(defaultSecrets);
        own.keySet().forEach(secrets::remove);
        secrets.putAll(resolved.secrets());
        return new BackendLink(plain.componentId, plain.name, plain.settings, secrets);
    }

    /** The component at the other end. */
    public String componentId() {
        return componentId;
    }

    /** The link's name. */
    public String name() {
        return name;
    }

    /**
     * A setting, or a secret of that name, without surrounding space; empty if it is absent or blank.
     *
     * @throws ConfigurationException if it is a secret of bytes
     */
    public Optional<String> text(String key) {
        Secret secret = secrets.get(key);
        if (secret != null && !secret.isText()) {
            throw new ConfigurationException(key + " must be a text, but the secret of that name is bytes");
        }
        return Optional.ofNullable(secret == null ? settings.get(key) : (String) secret.reveal())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
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
        throw new ConfigurationException(key + " must be a whole number from " + min + " to " + max
                + (secrets.containsKey(key) ? "" : ", got '" + text.get() + "'"));
    }

    /** Names the link, without its settings: some are secret. */
    @Override
    public String toString() {
        return "link '" + name + "' of component '" + componentId + "'";
    }
}
