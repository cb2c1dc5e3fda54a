package org.latticehost.core.internal.provider;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostCall;
import org.latticehost.host.spi.InvocationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call from elsewhere, as the Java code sees it that answers it: the caller is no guest here, and has no services. */
final class OfferedCall implements HostCall, InvocationContext {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedCall.class);

    private final String callerId;
    private final Context telemetry;
    private final long deadline;
    private final Duration maxTime;
    private final Map<Object, Object> states = new IdentityHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread thread;

    OfferedCall(String callerId, Context telemetry, Duration maxTime) {
        this.callerId = callerId;
        this.telemetry = telemetry;
        this.maxTime = maxTime;
        this.deadline = System.nanoTime() + maxTime.toNanos();
    }

    /** This thread takes it up; it is interrupted when nobody waits for the result any more, or for too long. */
    void begin(CompletableFuture<?> result) {
        thread = Thread.currentThread();
        var unused =
                result.orTimeout(maxTime.toNanos(), TimeUnit.NANOSECONDS).whenComplete((value, failure) -> interrupt());
    }

    private void interrupt() {
        lock.lock();
        try {
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The call is over. */
    void end() {
        lock.lock();
        try {
            thread = null;
        } finally {
            lock.unlock();
        }
        boolean unused = Thread.interrupted(); // it was meant for this call
        states.values().forEach(OfferedCall::close);
    }

    private static void close(Object state) {
        if (state instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("state of a call did not close");
            }
        }
    }

    @Override
    public InvocationContext invocation() {
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // what is under a key was made by its owner
    public <T> T state(Object key, Supplier<T> create) {
        return (T) states.computeIfAbsent(key, k -> create.get());
    }

    @Override
    public <T> Optional<T> service(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public String componentId() {
        return callerId;
    }

    @Override
    public Context telemetry() {
        return telemetry;
    }

    @Override
    public OptionalLong deadlineNanos() {
        return OptionalLong.of(deadline);
    }
}
