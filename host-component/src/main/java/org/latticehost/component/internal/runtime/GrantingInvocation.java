package org.latticehost.component.internal.runtime;

import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.OptionalLong;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.InvocationContext;

/** An invocation that also offers what the component was granted when it was linked. */
record GrantingInvocation(InvocationContext invocation, ComponentGrants grants) implements InvocationContext {

    @Override
    public String componentId() {
        return invocation.componentId();
    }

    @Override
    public Context telemetry() {
        return invocation.telemetry();
    }

    @Override
    public OptionalLong deadlineNanos() {
        return invocation.deadlineNanos();
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        Optional<T> offered = invocation.service(type);
        return offered.isEmpty() && type == ComponentGrants.class ? Optional.of(type.cast(grants)) : offered;
    }
}
