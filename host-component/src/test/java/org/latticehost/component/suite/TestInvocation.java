package org.latticehost.component.suite;

import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.OptionalLong;
import org.latticehost.host.spi.InvocationContext;

/** An invocation without services. */
public record TestInvocation() implements InvocationContext {
    @Override
    public String componentId() {
        return "test";
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
        return Optional.empty();
    }
}
