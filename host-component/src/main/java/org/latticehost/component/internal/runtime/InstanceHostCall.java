package org.latticehost.component.internal.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.InvocationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circumstances of all calls that one instance makes to the host. Confined like the instance. */
final class InstanceHostCall implements HostCall {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceHostCall.class);

    private final ComponentGrants grants;
    private final Map<Object, Object> states = new IdentityHashMap<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private InvocationContext current;
    private @Nullable InvocationContext withGrants;

    InstanceHostCall(ComponentGrants grants, InvocationContext current) {
        this.grants = grants;
        this.current = current;
    }

    /** Says for whom the guest runs from now on; answers for whom it ran before. */
    InvocationContext enter(InvocationContext invocation) {
        InvocationContext before = current;
        if (before != invocation) {
            current = invocation;
            withGrants = null;
        }
        return before;
    }

    @Override
    public InvocationContext invocation() {
        InvocationContext known = withGrants;
        if (known == null) {
            known = new GrantingInvocation(current, grants);
            withGrants = known;
        }
        return known;
    }

    @Override
    @SuppressWarnings("unchecked") // whoever owns the key decides on the type
    public <T> T state(Object key, Supplier<T> create) {
        Object state = states.get(key);
        if (state == null) {
            state = create.get();
            states.put(key, state);
            if (state instanceof AutoCloseable closeable) {
                toClose.add(closeable);
            }
        }
        return (T) state;
    }

    /** Forgets all states, the youngest first. */
    void closeStates() {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            try {
                toClose.get(i).close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn(
                        "state of an instance could not be closed: {}",
                        toClose.get(i).getClass().getName(),
                        e);
            }
        }
        toClose.clear();
        states.clear();
    }
}
