package org.latticehost.component.internal.link;

import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFunction;

/**
 * Where a core function, memory, table or global is found in a run.
 *
 * @param coreInstance slot of the core instance that exports it, or {@link #MADE}
 * @param position position among its exports, or the slot of a function that the plan makes
 */
record ExternRef(int coreInstance, int position) {
    private static final int MADE = -1;

    static ExternRef made(int slot) {
        return new ExternRef(MADE, slot);
    }

    CoreExtern in(Run run) {
        return coreInstance == MADE ? run.made[position] : run.coreInstances[coreInstance].export(position);
    }

    CoreFunction functionIn(Run run) {
        return (CoreFunction) in(run);
    }
}
