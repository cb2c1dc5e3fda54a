package org.latticehost.host.model;

/**
 * Which instance of a component serves a call. Compared by value. Immutable.
 *
 * <p>Whatever the policy, an instance serves one call at a time and is ended by a trap.
 */
public final class InstancePolicy {
    private static final InstancePolicy FRESH = new InstancePolicy(Kind.FRESH_PER_CALL, 0, 1);

    private final Kind kind;
    private final int poolSize;
    private final int maxReuse;

    private InstancePolicy(Kind kind, int poolSize, int maxReuse) {
        this.kind = kind;
        this.poolSize = poolSize;
        this.maxReuse = maxReuse;
    }

    /** A new instance for every call; the default, and what components written for wasmCloud expect. */
    public static InstancePolicy freshPerCall() {
        return FRESH;
    }

    /**
     * Instances are put back to the state they had after instantiation and kept for later calls, so that no call sees
     * what another one wrote, and most calls do not pay for instantiation.
     *
     * @param size idle instances kept, 1 to 10,000
     * @param maxReuse calls after which an instance is replaced, at least 1
     */
    public static InstancePolicy pooled(int size, int maxReuse) {
        if (size < 1 || size > 10_000) {
            throw new IllegalArgumentException("pool size must be 1 to 10000, got " + size);
        }
        return new InstancePolicy(Kind.POOLED, size, atLeastOne(maxReuse));
    }

    /**
     * An instance serves up to {@code calls} calls, one after the other, and <em>keeps its memory between them</em>: for
     * components that cache, from callers that may see each other's data. As many instances live as calls ran at once.
     *
     * @param calls at least 1
     */
    public static InstancePolicy reused(int calls) {
        return new InstancePolicy(Kind.REUSED, Integer.MAX_VALUE, atLeastOne(calls));
    }

    /** Which of the policies. */
    public Kind kind() {
        return kind;
    }

    /** Most idle instances kept. */
    public int poolSize() {
        return poolSize;
    }

    /** Calls one instance serves at most. */
    public int maxReuse() {
        return maxReuse;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InstancePolicy that
                && kind == that.kind
                && poolSize == that.poolSize
                && maxReuse == that.maxReuse;
    }

    @Override
    public int hashCode() {
        return (kind.hashCode() * 31 + poolSize) * 31 + maxReuse;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case FRESH_PER_CALL -> "fresh per call";
            case POOLED -> "pooled (" + poolSize + " instances, " + maxReuse + " calls each)";
            case REUSED -> "reused (" + maxReuse + " calls each)";
        };
    }

    private static int atLeastOne(int calls) {
        if (calls < 1) {
            throw new IllegalArgumentException("calls per instance must be at least 1, got " + calls);
        }
        return calls;
    }

    /** The policies there are. */
    public enum Kind {
        FRESH_PER_CALL,
        POOLED,
        REUSED
    }
}
