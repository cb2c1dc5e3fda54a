package org.latticehost.wasi;

import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitValues;

/**
 * Calls host functions as a guest would, without one: arguments and results are checked against the declared types.
 */
final class FakeGuest implements HostCall, InvocationContext {
    private static final Map<String, HostInterface> INTERFACES = new HashMap<>();

    static {
        new WasiInterfaces().interfaces().forEach(i -> INTERFACES.put(i.name().withoutVersion(), i));
    }

    private final Map<Object, Object> state = new IdentityHashMap<>();
    private final Map<Class<?>, Object> services = new HashMap<>();
    private ComponentGrants grants = ComponentGrants.none();

    FakeGuest grants(ComponentGrants granted) {
        grants = granted;
        return this;
    }

    <T> FakeGuest service(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    static HostInterface offered(String name) {
        HostInterface found = INTERFACES.get(name);
        if (found == null) {
            throw new IllegalArgumentException("'" + name + "' is not offered, only " + INTERFACES.keySet());
        }
        return found;
    }

    /** Calls a function; the name is {@code wasi:io/poll#poll}. */
    @Nullable Object call(String name, Object... args) throws Exception {
        int hash = name.indexOf('#');
        HostInterface offered = offered(name.substring(0, hash));
        FunctionType type = offered.type().function(name.substring(hash + 1));
        for (int i = 0; i < args.length; i++) {
            WitValues.check(type.params().get(i).type(), args[i]);
        }
        HostFunction function = offered.function(name.substring(hash + 1));
        if (function == null) {
            throw new IllegalArgumentException("'" + name + "' has no implementation");
        }
        Object result = function.call(this, args);
        if (type.result().isPresent()) {
            WitValues.check(type.result().get(), result);
        }
        return result;
    }

    /** Calls a function that has a result. */
    Object get(String name, Object... args) throws Exception {
        Object result = call(name, args);
        if (result == null) {
            throw new AssertionError("'" + name + "' has no result");
        }
        return result;
    }

    /** Calls a function whose {@code result} is ok with a payload. */
    Object ok(String name, Object... args) throws Exception {
        WitResult result = (WitResult) get(name, args);
        Object payload = result.payload();
        if (!result.isOk() || payload == null) {
            throw new AssertionError("'" + name + "' answered " + result);
        }
        return payload;
    }

    /** Drops a resource; the name is {@code wasi:io/poll#pollable}. */
    void drop(String resource, Object object) {
        int hash = resource.indexOf('#');
        HostInterface offered = offered(resource.substring(0, hash));
        offered.destructor(offered.type().resource(resource.substring(hash + 1)))
                .accept(object);
    }

    /** A case of a variant or enum type of an interface. */
    static WitType type(String interfaceName, String name) {
        return offered(interfaceName).type().type(name);
    }

    @Override
    public InvocationContext invocation() {
        return this;
    }

    @Override
    public ComponentGrants grants() {
        return grants;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T state(Object key, Supplier<T> create) {
        return (T) state.computeIfAbsent(key, k -> create.get());
    }

    @Override
    public String componentId() {
        return "fake";
    }

    @Override
    public Context telemetry() {
        return Context.root();
    }

    @Override
    public OptionalLong deadlineNanos() {
        return OptionalLong.empty();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    /** Ends the instance. */
    void end() throws Exception {
        for (Object value : List.copyOf(state.values())) {
            if (value instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }
    }
}
