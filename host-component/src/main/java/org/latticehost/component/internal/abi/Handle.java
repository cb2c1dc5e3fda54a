package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** An entry of a handle table. */
final class Handle {
    final int resource;
    final int rep;
    /** The call that lent it to this table; null for an owning handle. */
    final @Nullable CallContext scope;
    /** How many running calls have borrowed this handle. */
    int lends;

    Handle(int resource, int rep, @Nullable CallContext scope) {
        this.resource = resource;
        this.rep = rep;
        this.scope = scope;
    }

    boolean owned() {
        return scope == null;
    }
}
