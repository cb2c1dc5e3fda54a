package org.latticehost.host.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits of one component that replace those of the host. Compared by value. Immutable.
 */
public final class ComponentLimits {
    private static final ComponentLimits NONE = new ComponentLimits(null, null);

    private final @Nullable Long maxMemoryBytes;
    private final @Nullable Duration maxExecutionTime;

    private ComponentLimits(@Nullable Long maxMemoryBytes, @Nullable Duration maxExecutionTime) {
        this.maxMemoryBytes = maxMemoryBytes;
        this.maxExecutionTime = maxExecutionTime;
    }

    /** The limits of the host apply. */
    public static ComponentLimits none() {
        return NONE;
    }

    /** These limits with another size for each linear memory: 65,536 to 4,294,967,296 bytes. */
    public ComponentLimits maxMemoryBytes(long bytes) {
        return new ComponentLimits(HostLimits.checkMemory("maxMemoryBytes", bytes), maxExecutionTime);
    }

    /** These limits with another time for a call: 1 ms to 30 days. */
    public ComponentLimits maxExecutionTime(Duration time) {
        return new ComponentLimits(maxMemoryBytes, HostLimits.checkTime("maxExecutionTime", time));
    }

    /** Largest size of each linear memory in bytes, if set. */
    public Optional<Long> maxMemoryBytes() {
        return Optional.ofNullable(maxMemoryBytes);
    }

    /** Longest time a call may take, if set. */
    public Optional<Duration> maxExecutionTime() {
        return Optional.ofNullable(maxExecutionTime);
    }

    /** Whether nothing is set. */
    public boolean isEmpty() {
        return maxMemoryBytes == null && maxExecutionTime == null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComponentLimits that
                && maxMemoryBytes().equals(that.maxMemoryBytes())
                && maxExecutionTime().equals(that.maxExecutionTime());
    }

    @Override
    public int hashCode() {
        return maxMemoryBytes().hashCode() * 31 + maxExecutionTime().hashCode();
    }

    @Override
    public String toString() {
        return "limits(memory " + (maxMemoryBytes == null ? "as host" : maxMemoryBytes + " bytes") + ", time "
                + (maxExecutionTime == null ? "as host" : maxExecutionTime) + ")";
    }
}
