package org.latticehost.testkit.capability;

import io.opentelemetry.context.Context;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.InvocationContext;

/** A call of a component that there is not. */
final class TestCall implements HostCall, InvocationContext {
    private final Map<Object, Object> state = new IdentityHashMap<>();

    @Override
    public InvocationContext invocation() {
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // what was made for the key
    public <T> T state(Object key, Supplier<T> create) {
        return (T) state.computeIfAbsent(key, k -> create.get());
    }

    @Override
    public String componentId() {
        return LinkedProvider.COMPONENT;
    }

    @Override
    public Context telemetry() {
        return Context.current();
    }

    @Override
    public OptionalLong deadlineNanos() {
        return OptionalLong.empty();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }
}
