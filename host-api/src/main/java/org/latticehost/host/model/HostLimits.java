package org.latticehost.host.model;

import java.time.Duration;

/**
 * What a host allows its components at most. Every limit is always enforced. Immutable.
 *
 * <pre>{@code
 * HostLimits.defaults().maxExecutionTime(Duration.ofSeconds(5)).maxLinearMemoryBytes(64 << 20)
 * }</pre>
 */
public final class HostLimits {
    private static final HostLimits DEFAULTS = new HostLimits(new Values());

    // Never changed after the constructor; one final field publishes all of them safely.
    private final Values values;

    private HostLimits(Values values) {
        this.values = values;
    }

    /** The limits of a host that was given none. */
    public static HostLimits defaults() {
        return DEFAULTS;
    }

    /** Longest time a call may take: default 10 minutes, 1 ms to 30 days. The guest is then stopped. */
    public HostLimits maxExecutionTime(Duration time) {
        Values copy = new Values(values);
        copy.maxExecutionTime = checkTime("maxExecutionTime", time);
        return new HostLimits(copy);
    }

    public Duration maxExecutionTime() {
        return values.maxExecutionTime;
    }

    /** Largest size of each linear memory: default 256 MiB, 65,536 to 4,294,967,296 bytes. */
    public HostLimits maxLinearMemoryBytes(long bytes) {
        Values copy = new Values(values);
        copy.maxLinearMemoryBytes = checkMemory("maxLinearMemoryBytes", bytes);
        return new HostLimits(copy);
    }

    public long maxLinearMemoryBytes() {
        return values.maxLinearMemoryBytes;
    }

    /** Largest accepted component binary: default 50 MiB, at least 8 bytes. */
    public HostLimits maxComponentBytes(long bytes) {
        Values copy = new Values(values);
        copy.maxComponentBytes = atLeast("maxComponentBytes", bytes, 8);
        return new HostLimits(copy);
    }

    public long maxComponentBytes() {
        return values.maxComponentBytes;
    }

    /** Component instances alive at once in the whole host: default 10,000, at least 1. */
    public HostLimits maxComponents(int count) {
        Values copy = new Values(values);
        copy.maxComponents = (int) atLeast("maxComponents", count, 1);
        return new HostLimits(copy);
    }

    public int maxComponents() {
        return values.maxComponents;
    }

    /** Core instances, and linear memories, inside one component instance: default 30, at least 1. */
    public HostLimits maxCoreInstancesPerComponent(int count) {
        Values copy = new Values(values);
        copy.maxCoreInstancesPerComponent = (int) atLeast("maxCoreInstancesPerComponent", count, 1);
        return new HostLimits(copy);
    }

    public int maxCoreInstancesPerComponent() {
        return values.maxCoreInstancesPerComponent;
    }

    /** Calls of one component that may wait for a free instance: default 1,000; 0 refuses instead of waiting. */
    public HostLimits maxQueuedCalls(int count) {
        Values copy = new Values(values);
        copy.maxQueuedCalls = (int) atLeast("maxQueuedCalls", count, 0);
        return new HostLimits(copy);
    }

    public int maxQueuedCalls() {
        return values.maxQueuedCalls;
    }

    /** Longest time a call waits for a free instance: default 30 s, 1 ms to 30 days. */
    public HostLimits maxQueueTime(Duration time) {
        Values copy = new Values(values);
        copy.maxQueueTime = checkTime("maxQueueTime", time);
        return new HostLimits(copy);
    }

    public Duration maxQueueTime() {
        return values.maxQueueTime;
    }

    /**
     * Guest calls that run at once in the whole host, each on a thread of its own: default 256, at least 1. Idle threads
     * end after a while.
     */
    public HostLimits maxGuestThreads(int count) {
        Values copy = new Values(values);
        copy.maxGuestThreads = (int) atLeast("maxGuestThreads", count, 1);
        return new HostLimits(copy);
    }

    public int maxGuestThreads() {
        return values.maxGuestThreads;
    }

    /** Stack of each guest thread: default 4 MiB, which engines need; at least 1 MiB. Address space, used as needed. */
    public HostLimits guestStackBytes(long bytes) {
        Values copy = new Values(values);
        copy.guestStackBytes = atLeast("guestStackBytes", bytes, 1 << 20);
        return new HostLimits(copy);
    }

    public long guestStackBytes() {
        return values.guestStackBytes;
    }

    static long checkMemory(String what, long bytes) {
        if (bytes < 65_536 || bytes > 1L << 32) {
            throw new IllegalArgumentException(what + " must be 65536 to 4294967296 bytes, got " + bytes);
        }
        return bytes;
    }

    static Duration checkTime(String what, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException(what + " must be 1 ms to 30 days, got " + time);
        }
        return time;
    }

    private static long atLeast(String what, long value, long bound) {
        if (value < bound) {
            throw new IllegalArgumentException(what + " must be at least " + bound + ", got " + value);
        }
        return value;
    }

    private static final class Values {
        Duration maxExecutionTime = Duration.ofMinutes(10);
        long maxLinearMemoryBytes = 256L << 20;
        long maxComponentBytes = 50L << 20;
        int maxComponents = 10_000;
        int maxCoreInstancesPerComponent = 30;
        int maxQueuedCalls = 1_000;
        Duration maxQueueTime = Duration.ofSeconds(30);
        int maxGuestThreads = 256;
        long guestStackBytes = 4L << 20;

        Values() {}

        Values(Values o) {
            maxExecutionTime = o.maxExecutionTime;
            maxLinearMemoryBytes = o.maxLinearMemoryBytes;
            maxComponentBytes = o.maxComponentBytes;
            maxComponents = o.maxComponents;
            maxCoreInstancesPerComponent = o.maxCoreInstancesPerComponent;
            maxQueuedCalls = o.maxQueuedCalls;
            maxQueueTime = o.maxQueueTime;
            maxGuestThreads = o.maxGuestThreads;
            guestStackBytes = o.guestStackBytes;
        }
    }
}
