package org.latticehost.component.internal.abi;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handles of one component instance. Indexes start at 1; a freed index is the next to be reused. */
final class HandleTable {
    /** Fewer than the specification allows, to bound what a guest can make the host hold. */
    private static final int MAX_HANDLES = 1_000_000;

    private @Nullable Handle[] entries = new Handle[8];
    private int[] free = new int[4];
    private int freeCount;
    private int used = 1;

    int add(Handle handle) {
        int index;
        if (freeCount > 0) {
            index = free[--freeCount];
        } else {
            if (used > MAX_HANDLES) {
                throw Traps.limit("the instance holds " + MAX_HANDLES + " handles, the most it may");
            }
            if (used == entries.length) {
                entries = Arrays.copyOf(entries, used * 2);
            }
            index = used++;
        }
        entries[index] = handle;
        return index;
    }

    Handle get(int index) {
        Handle handle = Integer.compareUnsigned(index, used) < 0 ? entries[index] : null;
        if (handle == null) {
            throw Traps.broken("unknown handle index " + Integer.toUnsignedString(index));
        }
        return handle;
    }

    /** Frees an index that {@link #get} has just answered. */
    void remove(int index) {
        entries[index] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = index;
    }

    boolean isEmpty() {
        return used - 1 == freeCount;
    }

    void forEach(Consumer<Handle> action) {
        for (int i = 1; i < used; i++) {
            Handle handle = entries[i];
            if (handle != null) {
                action.accept(handle);
            }
        }
    }

    /** As new: the next index is 1 again. */
    void clear() {
        Arrays.fill(entries, 1, used, null);
        freeCount = 0;
        used = 1;
    }
}
