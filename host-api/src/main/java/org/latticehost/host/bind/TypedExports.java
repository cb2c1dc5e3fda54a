package org.latticehost.host.bind;

import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.BindingException;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitWorld;

/**
 * The exports of a component behind a Java interface. See the package for which types stand for which.
 *
 * <pre>{@code
 * interface Machine {
 *     double run(List<Token> program) throws CalcException;
 * }
 *
 * Machine machine = host.component("calc", Machine.class);
 * }</pre>
 *
 * <p>The Java interface stands for the WIT interface that its {@link WitName} names (empty for the functions at the
 * root), else for the exported one of its own simple name, else for the root. A method stands for the function of its
 * name; {@code newStack} for the constructor of {@code stack}, {@code stackDeeper} for a static function of it. A method
 * that returns a {@link CompletionStage} does not wait.
 *
 * <p>Immutable and thread-safe. A proxy may be used as its component may: one for an instance by one thread at a time.
 *
 * @param <T> the Java interface
 */
public final class TypedExports<T> {
    private final Class<T> type;
    private final Map<Method, BoundMethod> methods;

    private TypedExports(Class<T> type, Map<Method, BoundMethod> methods) {
        this.type = type;
        this.methods = methods;
    }

    /**
     * Binds a Java interface to a component, for any number of instances of it.
     *
     * @throws BindingException if it does not fit what the component exports; names both sides
     */
    public static <T> TypedExports<T> of(Class<T> type, LinkedComponent component) {
        return new TypedExports<>(
                type,
                bind(
                        type,
                        component.compiled().world(),
                        interfaceName -> function ->
                                component.export(interfaceName, function).orElse(null)));
    }

    /** The interface on an instance of that component: calls run on the caller's thread. */
    public T on(ComponentInstance instance, InvocationContext invocation) {
        return ExportProxy.make(
                type,
                () -> methods,
                new OnInstance(instance, invocation),
                null,
                type.getSimpleName() + " of an instance");
    }

    /**
     * The interface on a component that runs on a host. A method waits for its answer; an interrupted wait stops the
     * guest. Resources can be held only as long as their instance lives, which with the default policy is one call. An
     * updated component is bound anew at the next call.
     *
     * @throws BindingException if it does not run here, so that its types are unknown, or does not fit
     */
    public static <T> T proxy(Class<T> type, ComponentTarget target) {
        CurrentMethods methods = new CurrentMethods(type, target);
        var unused = methods.current();
        return ExportProxy.make(
                type, methods, new OnTarget(target), null, type.getSimpleName() + " of " + target.componentId());
    }

    /**
     * The interface on a component or provider that may run on any host of the lattice; otherwise as {@link
     * #proxy(Class, ComponentTarget)}.
     *
     * @param wit the WIT interface, as it is exported: what travels does not say its types
     * @throws BindingException if both do not fit
     */
    public static <T> T proxy(Class<T> type, ComponentTarget target, WitInterface wit) {
        Map<Method, BoundMethod> methods =
                new ExportBinder(wit.name().toString(), wit.functions(), wit.resources(), function -> null).bind(type);
        return ExportProxy.make(
                type,
                () -> methods,
                new Anywhere(target, wit),
                null,
                type.getSimpleName() + " of " + target.componentId());
    }

    private static Map<Method, BoundMethod> bind(
            Class<?> type, WitWorld world, Function<String, Function<String, @Nullable ExportedFunction>> exports) {
        WitInterface found = find(type, world);
        String name = found == null ? "" : found.name().toString();
        ExportBinder binder = new ExportBinder(
                name,
                found == null ? world.exportedFunctions() : found.functions(),
                found == null ? Map.of() : found.resources(),
                exports.apply(name));
        return binder.bind(type);
    }

    /** The interface a type stands for; null for the root. */
    private static @Nullable WitInterface find(Class<?> type, WitWorld world) {
        String explicit = Names.explicit(type);
        if ("".equals(explicit)) {
            return null;
        }
        List<WitInterface> matching = world.exports().stream()
                .filter(i -> explicit == null
                        ? Names.folded(i.name().name()).equals(Names.folded(type.getSimpleName()))
                        : explicit.equals(i.name().toString())
                                || explicit.equals(i.name().withoutVersion()))
                .toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        if (matching.isEmpty() && explicit == null && !world.exportedFunctions().isEmpty()) {
            return null;
        }
        throw new BindingException(type.getName()
                + (explicit == null ? "" : " (@WitName \"" + explicit + "\")")
                + (matching.isEmpty() ? " fits none" : " fits several")
                + " of the exported interfaces "
                + world.exports().stream().map(WitInterface::name).toList()
                + "; say which with @WitName");
    }

    /** What a component under an id exports now. */
    private static final class CurrentMethods implements Supplier<Map<Method, BoundMethod>> {
        private final Class<?> type;
        private final ComponentTarget target;
        private volatile @Nullable Bound bound;

        private record Bound(WitWorld world, Map<Method, BoundMethod> methods) {}

        CurrentMethods(Class<?> type, ComponentTarget target) {
            this.type = type;
            this.target = target;
        }

        @Override
        public Map<Method, BoundMethod> get() {
            return current().methods;
        }

        @SuppressWarnings("ReferenceEquality") // comparing whole worlds at each call would cost more than binding anew
        Bound current() {
            Bound now = bound;
            WitWorld world = target.world().orElse(null);
            if (world == null && now == null) {
                throw new BindingException("component '" + target.componentId()
                        + "' does not run here, so its types cannot be compared with " + type.getName()
                        + "; start it first");
            }
            if (now == null || (world != null && world != now.world)) {
                WitWorld running = Objects.requireNonNull(world);
                now = new Bound(running, bind(type, running, interfaceName -> function -> null));
                bound = now;
            }
            return now;
        }
    }

    private record OnInstance(ComponentInstance instance, InvocationContext invocation) implements Caller {
        @Override
        public @Nullable Object call(BoundMethod method, Object[] args) {
            return instance.call(invocation, Objects.requireNonNull(method.export()), args);
        }

        @Override
        public CompletionStage<@Nullable Object> callAsync(BoundMethod method, Object[] args) {
            try {
                return CompletableFuture.completedFuture(call(method, args));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    private record OnTarget(ComponentTarget target) implements Caller {
        @Override
        public @Nullable Object call(BoundMethod method, Object[] args) {
            return Waiting.forAnswer(callAsync(method, args), method);
        }

        @Override
        public CompletionStage<@Nullable Object> callAsync(BoundMethod method, Object[] args) {
            return target.call(method.interfaceName(), method.function(), List.of(args), Context.current());
        }
    }

    private record Anywhere(ComponentTarget target, WitInterface wit) implements Caller {
        @Override
        public @Nullable Object call(BoundMethod method, Object[] args) {
            return Waiting.forAnswer(callAsync(method, args), method);
        }

        @Override
        public CompletionStage<@Nullable Object> callAsync(BoundMethod method, Object[] args) {
            return target.call(
                    method.interfaceName(),
                    method.function(),
                    wit.function(method.function()),
                    List.of(args),
                    Context.current());
        }
    }
}
