package org.latticehost.core.internal.component;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.ComponentInstance;

/** Runs one call on the current thread: instance, deadline, span; and puts everything back whatever happens. */
final class GuestRun {
    private final Engine engine;
    private final Invocation invocation;
    private final Instances instances;
    private final Duration maxTime;
    private final RunningCalls running;

    /** Where the instance of a call comes from. */
    interface Instances {
        Serving serving();

        InstancePool.Lease take(Invocation invocation);

        void give(InstancePool.Lease lease, boolean stopped);

        /** The call is over. */
        void over();
    }

    /** What is done with the instance. */
    interface Body {
        @Nullable Object apply(ComponentInstance instance, Serving serving) throws Exception;
    }

    /**
     * @param running lists the invocation while it runs
     */
    GuestRun(Engine engine, Invocation invocation, Instances instances, Duration maxTime, RunningCalls running) {
        this.engine = engine;
        this.invocation = invocation;
        this.instances = instances;
        this.maxTime = maxTime;
        this.running = running;
    }

    @Nullable Object run(String spanName, Body body) {
        long deadline = System.nanoTime() + maxTime.toNanos();
        try {
            invocation.begin(deadline);
            running.add(invocation, maxTime);
            return inInstance(spanName, body);
        } catch (Throwable failure) {
            throw reported(failure, deadline);
        } finally {
            invocation.end();
            running.remove(invocation);
            instances.over();
        }
    }

    private @Nullable Object inInstance(String spanName, Body body) throws Exception {
        InstancePool.Lease lease = instances.take(invocation);
        try {
            invocation.running(lease.instance);
            return inSpan(spanName, lease.instance, body);
        } finally {
            invocation.detach();
            instances.give(lease, invocation.stopReason() != null);
        }
    }

    private @Nullable Object inSpan(String spanName, ComponentInstance instance, Body body) throws Exception {
        Span span = engine.tracing().guestCall(invocation.telemetry(), spanName);
        Context context = engine.tracing().within(invocation.telemetry(), span);
        invocation.telemetry(context);
        Throwable failure = null;
        Scope scope = context.makeCurrent();
        try {
            return body.apply(instance, instances.serving());
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            scope.close();
            Tracing.end(span, failure);
        }
    }

    /** What the caller gets: the reason of a stop counts more than how the guest ended by it. */
    private RuntimeException reported(Throwable failure, long deadline) {
        RuntimeException stopped = invocation.stopReason();
        if (stopped == null && System.nanoTime() - deadline >= 0) {
            // What it waited for had the same deadline and was noticed sooner.
            stopped = RunningCalls.tooLate(invocation, maxTime);
        }
        if (stopped != null) {
            if (stopped != failure && stopped.getSuppressed().length == 0) {
                stopped.addSuppressed(failure);
            }
            return stopped;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return failure instanceof RuntimeException known
                ? known
                : new HostException(
                        ErrorCode.INTERNAL,
                        "a call of component '" + invocation.componentId() + "' failed: " + failure,
                        failure);
    }
}
