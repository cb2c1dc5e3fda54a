package org.latticehost.core.internal.component;

import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ConfigValues;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.OutgoingHttp;

/**
 * One call of a component, from the moment a thread takes it up: its services, and the way to stop it. A call that it
 * makes to another local component runs on the same thread and is stopped with it.
 *
 * <p>Thread-safe.
 */
public final class Invocation implements InvocationContext {
    private final String componentId;
    private final GuestOutput output;
    private final ConfigValues config;
    private final @Nullable Invocation caller;
    private final Function<Invocation, OutgoingHttp> http;
    /** Null until one is chosen, as most guests never do. */
    private volatile @Nullable Map<String, String> linkNames;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Context telemetry;
    private volatile OptionalLong deadlineNanos = OptionalLong.empty();
    private @Nullable Thread thread;
    private @Nullable ComponentInstance instance;
    private @Nullable Invocation callee;
    private volatile @Nullable RuntimeException stopped;
    /** Set before the invocation is listed among those that run. */
    private boolean stoppedByCaller;

    /**
     * @param output what the guest prints
     * @param config what it may read
     * @param http makes one more service, when it is asked for
     */
    Invocation(
            String componentId,
            Context telemetry,
            GuestOutput output,
            ConfigValues config,
            @Nullable Invocation caller,
            Function<Invocation, OutgoingHttp> http) {
        this.http = http;
        this.componentId = componentId;
        this.telemetry = telemetry;
        this.output = output;
        this.config = config;
        this.caller = caller;
    }

    @Override
    public String componentId() {
        return componentId;
    }

    @Override
    public Context telemetry() {
        return telemetry;
    }

    @Override
    public OptionalLong deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        if (type == Invocation.class) {
            return Optional.of(type.cast(this)); // runtimes wrap invocations, so the way back is a service
        }
        if (type == GuestOutput.class) {
            return Optional.of(type.cast(output));
        }
        if (type == ConfigValues.class) {
            return Optional.of(type.cast(config));
        }
        return type == OutgoingHttp.class ? Optional.of(type.cast(http.apply(this))) : Optional.empty();
    }

    /** The link that calls of an interface take, {@code default} unless the guest chose another. */
    public String linkName(String interfaceName) {
        Map<String, String> chosen = linkNames;
        return chosen == null ? Link.DEFAULT_NAME : chosen.getOrDefault(interfaceName, Link.DEFAULT_NAME);
    }

    /** Chooses the link for later calls of an interface, in this invocation alone. */
    public void linkName(String interfaceName, String name) {
        lock.lock();
        try {
            Map<String, String> chosen = linkNames;
            if (chosen == null) {
                chosen = new ConcurrentHashMap<>();
                linkNames = chosen;
            }
            chosen.put(interfaceName, name);
        } finally {
            lock.unlock();
        }
    }

    /** How many calls between local components led to this one. */
    int depth() {
        return caller == null ? 0 : caller.depth() + 1;
    }

    /** Whether its deadline is its caller's, and it is stopped with it. */
    boolean stoppedByCaller() {
        return stoppedByCaller;
    }

    /** Whether the call that this one is part of will be stopped no later, and this one with it. */
    private boolean stoppedByCallerBefore(long deadline) {
        OptionalLong callers = caller == null ? OptionalLong.empty() : caller.deadlineNanos();
        return callers.isPresent() && callers.getAsLong() - deadline <= 0;
    }

    /** From now on spans of imports are children of the guest call's. */
    void telemetry(Context guestCall) {
        telemetry = guestCall;
    }

    /**
     * This thread takes the call up.
     *
     * @param deadline when it will be stopped, as a {@link System#nanoTime} value
     */
    void begin(long deadline) {
        stoppedByCaller = stoppedByCallerBefore(deadline);
        deadlineNanos = stoppedByCaller && caller != null ? caller.deadlineNanos() : OptionalLong.of(deadline);
        attach(Thread.currentThread(), null);
        if (caller != null) {
            caller.callee(this);
        }
    }

    /** A start function may run for ever, so it has to be stopped as any call: not every engine heeds its thread. */
    @Override
    public void starting(ComponentInstance made) {
        attach(Thread.currentThread(), made);
    }

    /** The call has its instance. */
    void running(ComponentInstance running) {
        attach(Thread.currentThread(), running);
    }

    /** The guest has returned: a stop no longer concerns its instance, which goes to other calls. */
    void detach() {
        lock.lock();
        try {
            instance = null;
        } finally {
            lock.unlock();
        }
    }

    /** The call is over: nothing it had can be interrupted on its behalf any more. */
    void end() {
        if (caller != null) {
            caller.callee(null);
        }
        RuntimeException reason;
        lock.lock();
        try {
            thread = null;
            instance = null;
            reason = stopped;
        } finally {
            lock.unlock();
        }
        if (reason != null) {
            Thread.interrupted(); // it was meant for this call
            if (caller != null && caller.stopReason() != null) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Why the call was stopped, null if it was not. */
    @Nullable RuntimeException stopReason() {
        return stopped;
    }

    /** Stops the call, and what it waits for. The first reason counts. */
    void stop(RuntimeException reason) {
        Invocation inner;
        lock.lock();
        try {
            if (stopped != null) {
                return;
            }
            stopped = reason;
            inner = callee;
        } finally {
            lock.unlock();
        }
        if (inner != null) {
            inner.stop(reason);
        }
        interrupt(reason);
    }

    private void callee(@Nullable Invocation inner) {
        RuntimeException reason;
        lock.lock();
        try {
            callee = inner;
            reason = stopped;
        } finally {
            lock.unlock();
        }
        if (inner != null && reason != null) {
            inner.stop(reason);
        }
    }

    private void attach(Thread current, @Nullable ComponentInstance running) {
        RuntimeException reason;
        lock.lock();
        try {
            thread = current;
            instance = running;
            reason = stopped;
        } finally {
            lock.unlock();
        }
        if (reason != null) {
            throw reason;
        }
    }

    // Under the lock, so that neither the thread nor the instance serves another call yet. Interrupting never blocks.
    private void interrupt(RuntimeException reason) {
        lock.lock();
        try {
            if (instance != null) {
                instance.interrupt(reason);
            } else if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
