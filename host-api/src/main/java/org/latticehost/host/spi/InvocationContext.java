package org.latticehost.host.spi;

import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One invocation of a component: who is called, on whose behalf, and what services its imports may use. Immutable and
 * thread-safe.
 */
public interface InvocationContext {

    /** Id of the component that runs. */
    String componentId();

    /** The trace context: the span of the guest call. */
    Context telemetry();

    /** The deadline as a {@link System#nanoTime} value; empty for none. */
    OptionalLong deadlineNanos();

    /**
     * A service that the host gives to implementations of imports, by its type: {@link GuestOutput},
     * {@link OutgoingHttp}, and others by agreement.
     */
    <T> Optional<T> service(Class<T> type);

    /**
     * An instance is being made for this invocation, and its start functions are about to run on this thread. From now on
     * it can be interrupted, as one that serves a call; nothing else may be done with it yet. What this throws ends it.
     */
    default void starting(ComponentInstance instance) {}
}
