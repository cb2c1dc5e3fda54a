package org.latticehost.component.internal.types;

import org.latticehost.component.internal.binary.ReaderLimits;

/** Instance and component types may refer to earlier ones in long chains; walking them recurses. */
final class DepthLimit {
    /** Value types may stand at the end of a chain of instance types. */
    private static final int MAX = ReaderLimits.NESTING + ReaderLimits.TYPE_DEPTH + 1;

    private DepthLimit() {}

    static int check(int depth) {
        if (depth > MAX) {
            throw new TypeException("type nesting is too deep: more than " + MAX);
        }
        return depth;
    }
}
