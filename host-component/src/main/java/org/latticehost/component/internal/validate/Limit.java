package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.types.TypeException;

/** Bounds that several rules share. */
final class Limit {
    private Limit() {}

    static void weight(long weight) {
        if (weight > ReaderLimits.TYPE_WEIGHT) {
            throw new TypeException("effective type size exceeds the limit of " + ReaderLimits.TYPE_WEIGHT);
        }
    }
}
