package org.latticehost.component.internal.abi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The Java objects behind the host resources that guests of one store hold; the index is the guest's "rep". An object
 * given away twice has two entries.
 */
final class HostObjects {
    private @Nullable Object[] objects = new Object[8];
    /** The resource types of owned objects; -1 marks a borrowed one. */
    private int[] owned = new int[8];
    /** When it was added: later ones are dropped first. */
    private long[] order = new long[8];

    private int[] free = new int[4];
    private int freeCount;
    private int used;
    private long clock;

    /**
     * @param resource the resource type if the guest owns it now, -1 if it is lent for a call
     */
    int add(Object object, int resource) {
        int rep;
        if (freeCount > 0) {
            rep = free[--freeCount];
        } else {
            if (used == objects.length) {
                objects = Arrays.copyOf(objects, used * 2);
                owned = Arrays.copyOf(owned, used * 2);
                order = Arrays.copyOf(order, used * 2);
            }
            rep = used++;
        }
        objects[rep] = object;
        owned[rep] = resource;
        order[rep] = clock++;
        return rep;
    }

    Object get(int rep) {
        Object object = objects[rep];
        if (object == null) {
            throw new IllegalStateException("no host object " + rep);
        }
        return object;
    }

    Object remove(int rep) {
        Object object = get(rep);
        objects[rep] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = rep;
        return object;
    }

    boolean isEmpty() {
        return used == freeCount;
    }

    /** What is done with an owned object that is left. */
    interface Leftover {
        void drop(int resource, Object object);
    }

    /** Empties the table: hands out the owned objects, the youngest first, so that children go before their parents. */
    void drain(Leftover action) {
        for (int rep : youngestFirst()) {
            int resource = owned[rep];
            Object object = remove(rep);
            if (resource >= 0) {
                action.drop(resource, object);
            }
        }
        used = 0;
        freeCount = 0;
    }

    private int[] youngestFirst() {
        return IntStream.range(0, isEmpty() ? 0 : used)
                .filter(rep -> objects[rep] != null)
                .boxed()
                .sorted(Comparator.comparingLong(rep -> -order[rep]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
