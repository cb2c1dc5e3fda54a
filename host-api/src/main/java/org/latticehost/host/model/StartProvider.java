package org.latticehost.host.model;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts a capability provider on a host. Immutable: each setting gives a new command.
 *
 * <pre>{@code
 * host.startProvider(StartProvider.builtin("http", "http-server")
 *         .configValue("default_address", "127.0.0.1:8080"));
 * }</pre>
 */
public final class StartProvider {
    /** What references of providers that are part of a host begin with. */
    public static final String BUILTIN_SCHEME = "wasmcloud+builtin://";

    // Never changed after the constructor; one final field publishes all of them safely.
    private final Values values;

    private StartProvider(Values values) {
        this.values = values;
    }

    /**
     * A command to start what a reference names.
     *
     * @param providerId letters, digits, {@code -} and {@code _}; links name it
     * @param reference {@code wasmcloud+builtin://NAME}, or what a launcher of the host knows
     */
    public static StartProvider of(String providerId, String reference) {
        if (reference.isBlank()) {
            throw new IllegalArgumentException("the reference of provider '" + providerId + "' must not be blank");
        }
        return new StartProvider(new Values(Ids.check("provider", providerId), reference));
    }

    /** A command to start a provider that is part of this JVM: {@code builtin("http", "http-server")}. */
    public static StartProvider builtin(String providerId, String name) {
        return of(providerId, BUILTIN_SCHEME + name);
    }

    /** Named configuration that the provider gets, live; later names win. They must exist. */
    public StartProvider config(String... names) {
        return config(List.of(names));
    }

    /** Named configuration that the provider gets, live; later names win. They must exist. */
    public StartProvider config(List<String> names) {
        List<String> copy = List.copyOf(names);
        return with(v -> v.config = copy);
    }

    /** A configuration value of this provider alone; wins over named configuration. */
    public StartProvider configValue(String key, String value) {
        return with(v -> v.configValues = ScaleCommand.plus(v.configValues, key, value));
    }

    /** A note that inventory and events repeat. */
    public StartProvider annotation(String key, String value) {
        return with(v -> v.annotations = ScaleCommand.plus(v.annotations, key, value));
    }

    public String providerId() {
        return values.providerId;
    }

    public String reference() {
        return values.reference;
    }

    /** Names of configuration, in order. */
    public List<String> config() {
        return values.config;
    }

    public Map<String, String> configValues() {
        return values.configValues;
    }

    public Map<String, String> annotations() {
        return values.annotations;
    }

    @Override
    public String toString() {
        return "start provider " + values.providerId + " (" + values.reference + ")";
    }

    private StartProvider with(Consumer<Values> change) {
        Values copy = new Values(values);
        change.accept(copy);
        return new StartProvider(copy);
    }

    private static final class Values {
        final String providerId;
        final String reference;
        List<String> config = List.of();
        Map<String, String> configValues = Map.of();
        Map<String, String> annotations = Map.of();

        Values(String providerId, String reference) {
            this.providerId = providerId;
            this.reference = reference;
        }

        Values(Values o) {
            this(o.providerId, o.reference);
            config = o.config;
            configValues = o.configValues;
            annotations = o.annotations;
        }
    }
}
