package org.latticehost.core.internal.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.wit.ResourceHandle;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

/**
 * An instance of one component that serves one instance of another, for as long as that lives: the resources it gives out
 * mean something only in it. Holds one of its component's permits meanwhile.
 *
 * <p>Confined to one thread at a time, the one that uses the other instance.
 */
final class Session implements GuestRun.Instances, AutoCloseable {
    private final Component component;
    private final Serving serving;
    private InstancePool.@Nullable Lease lease;
    private boolean broken;

    /**
     * @param serving entered for this session
     */
    Session(Component component, Serving serving) {
        this.component = component;
        this.serving = serving;
    }

    /** A resource of the session's instance in the hands of the other. */
    private record Held(Session session, ResourceHandle handle) {}

    @Override
    public Serving serving() {
        return serving;
    }

    @Override
    public InstancePool.Lease take(Invocation invocation) {
        InstancePool.Lease known = lease;
        if (known == null) {
            known = serving.pool().take(invocation);
            lease = known;
        }
        return known;
    }

    @Override
    public void give(InstancePool.Lease used, boolean stopped) {
        broken |= stopped;
    }

    @Override
    public void over() {
        // The next call may follow.
    }

    /** Arguments as this instance knows them. */
    Object[] received(Object[] args) {
        Object[] mapped = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            mapped[i] = map(args[i], this::unwrapped);
        }
        return mapped;
    }

    /** A result as the other instance may hold it. */
    @Nullable Object given(@Nullable Object result) {
        return result == null
                ? null
                : map(result, value -> value instanceof ResourceHandle handle ? new Held(this, handle) : value);
    }

    private Object unwrapped(Object value) {
        if (value instanceof Held held) {
            if (held.session != this) {
                throw new LinkException("a resource of one component was given to another: its link has changed, or it"
                        + " came over another link");
            }
            return held.handle;
        }
        return value;
    }

    /** The other instance dropped an object; true if it was a resource of a session. */
    static boolean drop(Object object) {
        if (object instanceof Held held) {
            Session session = held.session;
            if (!session.broken && session.lease != null) {
                session.component.inSession(session, held.handle::close);
            }
            return true;
        }
        return false;
    }

    /** The other instance has ended. */
    @Override
    public void close() {
        InstancePool.Lease last = lease;
        lease = null;
        try {
            if (last != null) {
                serving.pool().end(last);
            }
        } finally {
            serving.leave();
            component.sessionOver();
        }
    }

    private static Object map(Object value, UnaryOperator<Object> leaf) {
        if (value instanceof List<?> items) {
            List<Object> mapped = new ArrayList<>(items.size());
            items.forEach(item -> mapped.add(map(item, leaf)));
            return mapped;
        }
        if (value instanceof Optional<?> option) {
            return option.map(some -> map(some, leaf));
        }
        if (value instanceof WitRecord record) {
            return WitRecord.of(
                    record.type(),
                    record.values().stream().map(field -> map(field, leaf)).toArray());
        }
        if (value instanceof WitVariant variant) {
            Object payload = variant.payload();
            return payload == null ? variant : variant.withPayload(map(payload, leaf));
        }
        if (value instanceof WitResult result) {
            Object payload = result.payload();
            if (payload == null) {
                return result;
            }
            return result.isOk() ? WitResult.ok(map(payload, leaf)) : WitResult.err(map(payload, leaf));
        }
        return leaf.apply(value);
    }
}
