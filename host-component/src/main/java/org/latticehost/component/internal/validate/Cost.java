package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.types.TypeException;

/**
 * What one instantiation makes, nested instantiations included: a few definitions that instantiate each other twice
 * would otherwise make an astronomical number of instances.
 *
 * @param memoryBytes declared minimum of all memories that are defined, not imported
 */
record Cost(long coreInstances, long instances, long memories, long memoryBytes) {
    static final Cost NONE = new Cost(0, 0, 0, 0);
    /** Of an instance of a module of which only the type is known. */
    static final Cost UNKNOWN_MODULE = new Cost(1, 0, 0, 0);

    private static final long PAGE = 1 << 16;

    Cost plus(Cost other) {
        Cost sum = new Cost(
                coreInstances + other.coreInstances,
                instances + other.instances,
                memories + other.memories,
                memoryBytes + other.memoryBytes);
        check(sum.coreInstances, ReaderLimits.CORE_INSTANCES, "core instances");
        check(sum.instances, ReaderLimits.INSTANCES, "instances");
        check(sum.memories, ReaderLimits.MEMORIES, "memories");
        check(sum.memoryBytes, ReaderLimits.MEMORY_BYTES, "bytes of memory");
        return sum;
    }

    private static void check(long n, long limit, String what) {
        if (n > limit) {
            throw new TypeException("one instantiation makes " + n + " " + what + ", the limit is " + limit);
        }
    }

    /** One more component instance around this. */
    Cost instance() {
        return plus(new Cost(0, 1, 0, 0));
    }

    /** Of one instance of a module, whose memories are those it defines. */
    static Cost ofModule(long definedMemories, long minPages) {
        return new Cost(1, 0, definedMemories, Math.min(minPages, Long.MAX_VALUE / PAGE / 4) * PAGE);
    }
}
