package org.latticehost.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which call of an operation fails, and with what. Operations are names such as {@code publish} or {@code
 * bucket.put}; calls of each are counted from 1.
 *
 * <p>Thread-safe.
 */
public final class FaultPlan {
    private record Fault(long from, long to, Supplier<? extends RuntimeException> failure) {}

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    /** A plan after which nothing fails. */
    public FaultPlan() {}

    /** Only the n-th call from now on fails. */
    public FaultPlan failNth(String operation, long n, Supplier<? extends RuntimeException> failure) {
        return fail(operation, n, n, failure);
    }

    /** Every call fails until {@link #heal}. */
    public FaultPlan failAlways(String operation, Supplier<? extends RuntimeException> failure) {
        return fail(operation, 1, Long.MAX_VALUE, failure);
    }

    private FaultPlan fail(String operation, long from, long to, Supplier<? extends RuntimeException> failure) {
        if (from < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not " + from);
        }
        long before = calls(operation);
        long last = to == Long.MAX_VALUE ? to : before + to;
        faults.put(operation, new Fault(before + from, last, failure));
        return this;
    }

    /** Calls of the operation succeed again. */
    public void heal(String operation) {
        faults.remove(operation);
    }

    /** How often the operation was called. */
    public long calls(String operation) {
        return count(operation).get();
    }

    /** Counts a call; throws if it is to fail. */
    public void call(String operation) {
        long call = count(operation).incrementAndGet();
        @Nullable Fault fault = faults.get(operation);
        if (fault != null && call >= fault.from() && call <= fault.to()) {
            throw fault.failure().get();
        }
    }

    private AtomicLong count(String operation) {
        return counts.computeIfAbsent(operation, o -> new AtomicLong());
    }
}
