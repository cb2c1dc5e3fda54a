package org.latticehost.component.internal.types;

import java.util.List;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.wit.WitType;

/**
 * What a value type is, with everything validation asks about it. Interned by {@link TypeTable}: equal types of one
 * component tree have the same shape object and the same {@link WitType} object.
 *
 * @param wit the type
 * @param depth how deep it nests, 1 for a primitive
 * @param weight its nodes as a tree
 * @param flat its core types when passed flat, cut off after {@link Flattening#MAX_KEPT}
 * @param size bytes in a 32-bit memory
 * @param align alignment there
 * @param pointers whether a string or list occurs
 * @param borrows whether a borrow occurs
 * @param resources whether any resource type occurs
 */
public record Shape(
        WitType wit,
        int depth,
        long weight,
        List<CoreValueType> flat,
        long size,
        int align,
        boolean pointers,
        boolean borrows,
        boolean resources) {
    // Interned: identity is equality.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
