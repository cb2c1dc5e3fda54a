package org.latticehost.component.spi;

import java.util.OptionalLong;

/**
 * Size limits of a memory (in 64 KiB pages) or a table (in elements).
 *
 * @param min the initial size, at least 0
 * @param max the declared maximum, or empty when the module declares none
 */
public record CoreLimits(long min, OptionalLong max) {
    /** Whether something with these limits may be given where {@code wanted} is asked for. */
    public boolean satisfies(CoreLimits wanted) {
        if (min < wanted.min) {
            return false;
        }
        return wanted.max.isEmpty() || (max.isPresent() && max.getAsLong() <= wanted.max.getAsLong());
    }
}
