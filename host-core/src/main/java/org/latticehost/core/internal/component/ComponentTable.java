package org.latticehost.core.internal.component;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.claims.ComponentClaims;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.telemetry.RateLimited;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.spi.CompiledComponent;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.LinkOptions;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.wit.WitWorld;
import org.slf4j.LoggerFactory;

/**
 * The components that run on this host. Changes come from commands, which keep the order of one component's changes;
 * calls look components up at any time.
 *
 * <p>Thread-safe.
 */
public final class ComponentTable {
    private final Engine engine;
    private final LinkRouter router;
    private final HttpCalls http;
    private final List<HostInterface> offered;
    private final ConcurrentHashMap<String, Component> components = new ConcurrentHashMap<>();
    private volatile @Nullable HostException stopped;

    public ComponentTable(Engine engine) {
        this.engine = engine;
        this.router = new LinkRouter(engine, components::get);
        this.offered = Stream.concat(
                        new LinkChoice(engine).interfaces().stream(),
                        new SecretAccess(engine.secrets(), this::spec).interfaces().stream())
                .toList();
        this.http = new HttpCalls(engine, new RateLimited(LoggerFactory.getLogger(HttpCalls.class), engine.ticker()));
    }

    /** How a component runs, if it does. */
    public Optional<RunSpec> spec(String id) {
        return Optional.ofNullable(components.get(id)).map(c -> c.state().spec());
    }

    /** SHA-256 of the code that runs. */
    public Optional<String> digest(String id) {
        return Optional.ofNullable(components.get(id))
                .map(c -> c.state().serving().code().compiled().digest());
    }

    /** What the code that runs claims about itself, if it does. */
    public Optional<ComponentClaims> claims(String id) {
        return Optional.ofNullable(components.get(id))
                .flatMap(c -> c.state().serving().code().claims());
    }

    /** Whether a component of that id runs. */
    public boolean running(String id) {
        return components.containsKey(id);
    }

    /** What runs, by id. */
    public List<ComponentDescription> descriptions() {
        return components.values().stream()
                .map(ComponentTable::describe)
                .sorted(Comparator.comparing(ComponentDescription::id))
                .toList();
    }

    public Optional<ComponentDescription> description(String id) {
        return Optional.ofNullable(components.get(id)).map(ComponentTable::describe);
    }

    /**
     * Code that has been compiled and linked for a component, and that nothing runs yet. To be used once: by a start or
     * update, or discarded.
     */
    public static final class Prepared {
        private final Serving serving;

        private Prepared(Serving serving) {
            this.serving = serving;
        }

        /** SHA-256 of the code. */
        public String digest() {
            return serving.code().compiled().digest();
        }

        /** Gives it up. */
        public void discard() {
            serving.retire();
        }
    }

    /**
     * Compiles and links. Blocks.
     *
     * @param claims what the binary claims about itself
     * @throws org.latticehost.host.error.ComponentLoadException if that is not possible
     */
    public Prepared prepare(RunSpec spec, byte[] wasm, Optional<ComponentClaims> claims) {
        CompiledComponent compiled;
        try {
            compiled = engine.runtime().compile(wasm, spec.engine());
        } catch (ComponentLoadException e) {
            throw e.in("component '" + spec.id() + "' (" + spec.reference() + ")");
        }
        Code code = new Code(compiled, claims);
        try {
            return new Prepared(link(spec, code));
        } catch (ComponentLoadException e) {
            code.release();
            throw e.in("component '" + spec.id() + "' (" + spec.reference() + ")");
        } catch (RuntimeException e) {
            code.release();
            throw e;
        }
    }

    /** Links the code that runs already, for other limits or grants. */
    public Prepared prepareAgain(RunSpec spec) {
        Code code = existing(spec.id()).state().serving().code().retain();
        try {
            return new Prepared(link(spec, code));
        } catch (RuntimeException e) {
            code.release();
            throw e;
        }
    }

    /** Lets a component begin to serve calls. */
    public ComponentDescription start(RunSpec spec, LiveConfig config, Prepared prepared) {
        HostException reason = stopped;
        if (reason != null) {
            throw reason;
        }
        Component component = new Component(
                engine,
                new Component.State(spec, config, prepared.serving),
                engine.rpc().exports(spec.id(), new LocalCalls(this, http, spec.id())));
        components.put(spec.id(), component);
        try {
            component.serve();
        } catch (RuntimeException e) {
            components.remove(spec.id(), component);
            throw e;
        }
        return describe(component);
    }

    /**
     * Changes how a component runs.
     *
     * @param config another configuration, or empty to keep it
     * @param prepared other code, or empty to keep it
     */
    public ComponentDescription change(RunSpec spec, Optional<LiveConfig> config, Optional<Prepared> prepared) {
        Component component = existing(spec.id());
        Component.State now = component.state();
        component.become(new Component.State(
                spec, config.orElse(now.config()), prepared.map(p -> p.serving).orElse(now.serving())));
        if (prepared.isPresent()) {
            component.serve();
        }
        return describe(component);
    }

    /** Whether the linked code of a running component can go on for another way to run it. */
    public boolean needsRelink(RunSpec spec) {
        return !existing(spec.id()).state().spec().sameServing(spec);
    }

    /** Whether the configuration of a running component can go on for another way to run it. */
    public boolean needsConfig(RunSpec spec) {
        return !existing(spec.id()).state().spec().sameConfig(spec);
    }

    /** Ends a component: it is gone at once, calls in progress finish. Returns how it ran. */
    public Optional<RunSpec> stop(String id) {
        Component component = components.remove(id);
        if (component == null) {
            return Optional.empty();
        }
        var unused = component.stop(notRunning(id));
        return Optional.of(component.state().spec());
    }

    /** Ends all components; completes when their calls are over. */
    public CompletableFuture<@Nullable Void> stopAll(HostException reason) {
        stopped = reason;
        List<Component> all = List.copyOf(components.values());
        CompletableFuture<?>[] ends =
                all.stream().map(component -> component.stop(reason)).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ends)
                .thenRun(() ->
                        all.forEach(c -> components.remove(c.state().spec().id(), c)));
    }

    /** Stops the guests that still run. */
    public void interruptAll(RuntimeException reason) {
        components.values().forEach(component -> component.interruptAll(reason));
    }

    /** Calls that run now, in all components. */
    public long active() {
        return components.values().stream().mapToLong(Component::active).sum();
    }

    /**
     * A component by id, on this host or elsewhere: looked up at each call.
     *
     * @param callerId the provider that calls, or the host for Java code
     */
    public ComponentTarget target(String id, String callerId) {
        return new Target(this, new LocalCalls(this, http, id), new RemoteTarget(engine, id, callerId), id);
    }

    /** What a component imports and exports; empty if it does not run here. */
    Optional<WitWorld> world(String id) {
        return Optional.ofNullable(components.get(id))
                .map(component -> component.state().serving().code().compiled().world());
    }

    Component callable(String id) {
        Component component = components.get(id);
        HostException reason = stopped;
        if (component == null) {
            throw reason != null ? reason : notRunning(id);
        }
        return component;
    }

    /** Whether only another host can run it. */
    boolean elsewhere(String id) {
        return stopped == null && !components.containsKey(id);
    }

    boolean stoppedAltogether() {
        return stopped != null;
    }

    private Component existing(String id) {
        Component component = components.get(id);
        if (component == null) {
            throw notRunning(id);
        }
        return component;
    }

    private Serving link(RunSpec spec, Code code) {
        long memory = Math.min(
                spec.limits().maxMemoryBytes().orElse(engine.limits().maxLinearMemoryBytes()),
                engine.limits().maxLinearMemoryBytes());
        LinkOptions.Builder options = LinkOptions.builder()
                .fallback(new LinkImports(spec.id(), router))
                .grants(spec.grants())
                .maxMemoryBytes(memory)
                .resettable(spec.policy().kind() == InstancePolicy.Kind.POOLED)
                .maxCoreInstances(engine.limits().maxCoreInstancesPerComponent());
        offered.forEach(options::offer);
        LinkedComponent linked = code.compiled().link(options.build());
        return new Serving(
                code,
                linked,
                new InstancePool(
                        linked,
                        spec.policy(),
                        engine.instanceMetrics().of(spec.id(), spec.policy()),
                        engine.instances(),
                        engine.limits().maxComponents()));
    }

    private static CommandException notRunning(String id) {
        return new CommandException(
                ErrorCode.NOT_FOUND,
                "component '" + id + "' does not run on this host; scale it up first, or give"
                        + " the type of the function to call it on another host");
    }

    private static ComponentDescription describe(Component component) {
        Component.State now = component.state();
        RunSpec spec = now.spec();
        CompiledComponent compiled = now.serving().code().compiled();
        Optional<ComponentClaims> claims = now.serving().code().claims();
        return new ComponentDescription(
                spec.id(),
                spec.reference(),
                claims.flatMap(ComponentClaims::name),
                spec.annotations(),
                claims.map(ComponentClaims::revision).orElse(0),
                spec.maxInstances(),
                spec.limits().isEmpty() ? Optional.empty() : Optional.of(spec.limits()),
                compiled.engine(),
                compiled.digest());
    }
}
