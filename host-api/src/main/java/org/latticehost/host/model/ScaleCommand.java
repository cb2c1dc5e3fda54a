package org.latticehost.host.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a component on a host, or changes one that runs. Immutable: each setting gives a new command.
 *
 * <pre>{@code
 * host.scale(ScaleCommand.of("hello", Artifact.file(Path.of("hello.wasm")))
 *         .maxInstances(100)
 *         .config("hello-config"));
 * }</pre>
 */
public final class ScaleCommand {
    /** The number that stands for no limit of {@link #maxInstances}. */
    public static final long UNBOUNDED = 0xFFFF_FFFFL;

    // Never changed after the constructor; one final field publishes all of them safely.
    private final Values values;

    private ScaleCommand(Values values) {
        this.values = values;
    }

    /**
     * A command with one instance at a time and nothing granted.
     *
     * @param componentId letters, digits, {@code -} and {@code _}: it becomes part of subjects and keys
     */
    public static ScaleCommand of(String componentId, Artifact artifact) {
        return new ScaleCommand(new Values(Ids.check("component", componentId), artifact));
    }

    /** Calls that may run at once: default 1, up to {@link #UNBOUNDED}. Zero is {@code host.stopComponent(id)}. */
    public ScaleCommand maxInstances(long count) {
        if (count < 1 || count > UNBOUNDED) {
            throw new IllegalArgumentException("maxInstances must be 1 to " + UNBOUNDED + ", got " + count
                    + (count == 0 ? "; to stop a component call stopComponent" : ""));
        }
        return with(v -> v.maxInstances = count);
    }

    /** Named configuration that the component sees, live; later names win. They must exist. */
    public ScaleCommand config(String... names) {
        return config(List.of(names));
    }

    /** Named configuration that the component sees, live; later names win. They must exist. */
    public ScaleCommand config(List<String> names) {
        List<String> copy = List.copyOf(names);
        return with(v -> v.config = copy);
    }

    /** A configuration value of this component alone; wins over named configuration. */
    public ScaleCommand configValue(String key, String value) {
        return with(v -> v.configValues = plus(v.configValues, key, value));
    }

    /** A note that inventory and events repeat. */
    public ScaleCommand annotation(String key, String value) {
        return with(v -> v.annotations = plus(v.annotations, key, value));
    }

    /** Limits that replace those of the host. */
    public ScaleCommand limits(ComponentLimits limits) {
        return with(v -> v.limits = limits);
    }

    /** What WASI may give to the component beyond its links. Default nothing. */
    public ScaleCommand grants(ComponentGrants grants) {
        return with(v -> v.grants = grants);
    }

    /** Which instance serves a call. Default {@link InstancePolicy#freshPerCall}. */
    public ScaleCommand instancePolicy(InstancePolicy policy) {
        return with(v -> v.instancePolicy = policy);
    }

    /** The engine that runs it: {@code endive}, {@code wasmtime}, {@code auto}. Default that of the host. */
    public ScaleCommand engine(String name) {
        return with(v -> v.engine = name);
    }

    /** Whether another artifact than the running one replaces it. Default true. */
    public ScaleCommand allowUpdate(boolean allowed) {
        return with(v -> v.allowUpdate = allowed);
    }

    public String componentId() {
        return values.componentId;
    }

    public Artifact artifact() {
        return values.artifact;
    }

    public long maxInstances() {
        return values.maxInstances;
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

    public ComponentLimits limits() {
        return values.limits;
    }

    public ComponentGrants grants() {
        return values.grants;
    }

    public InstancePolicy instancePolicy() {
        return values.instancePolicy;
    }

    public Optional<String> engine() {
        return Optional.ofNullable(values.engine);
    }

    public boolean allowUpdate() {
        return values.allowUpdate;
    }

    @Override
    public String toString() {
        return "scale " + values.componentId + " (" + values.artifact + ") to " + values.maxInstances;
    }

    static Map<String, String> plus(Map<String, String> map, String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private ScaleCommand with(Consumer<Values> change) {
        Values copy = new Values(values);
        change.accept(copy);
        return new ScaleCommand(copy);
    }

    private static final class Values {
        final String componentId;
        final Artifact artifact;
        long maxInstances = 1;
        List<String> config = List.of();
        Map<String, String> configValues = Map.of();
        Map<String, String> annotations = Map.of();
        ComponentLimits limits = ComponentLimits.none();
        ComponentGrants grants = ComponentGrants.none();
        InstancePolicy instancePolicy = InstancePolicy.freshPerCall();

        @Nullable String engine;

        boolean allowUpdate = true;

        Values(String componentId, Artifact artifact) {
            this.componentId = componentId;
            this.artifact = artifact;
        }

        Values(Values o) {
            this(o.componentId, o.artifact);
            maxInstances = o.maxInstances;
            config = o.config;
            configValues = o.configValues;
            annotations = o.annotations;
            limits = o.limits;
            grants = o.grants;
            instancePolicy = o.instancePolicy;
            engine = o.engine;
            allowUpdate = o.allowUpdate;
        }
    }
}
