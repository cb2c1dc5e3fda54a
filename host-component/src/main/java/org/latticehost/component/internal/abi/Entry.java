package org.latticehost.component.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right of one component instance (or the host) to call into another. Computed once per pair; a call only looks at
 * flags.
 *
 * <p>An instance is entered together with all its ancestors that the caller is not inside already. Calls between a
 * component and its own parent or child, and of a component to itself, always trap: newer text of the specification
 * allows some of them, its tests and other runtimes do not.
 */
public final class Entry {
    private static final String CANNOT_ENTER = "cannot enter component instance";

    private final boolean forbidden;
    private final InstanceState[] entered;

    private Entry(boolean forbidden, InstanceState[] entered) {
        this.forbidden = forbidden;
        this.entered = entered;
    }

    /**
     * @param caller null for the host
     */
    public static Entry between(@Nullable InstanceState caller, InstanceState callee) {
        List<InstanceState> entered = new ArrayList<>();
        boolean forbidden = caller != null && (isWithin(caller, callee) || isWithin(callee, caller));
        for (InstanceState i = callee; i != null; i = i.parent()) {
            if (caller == null || !isWithin(caller, i)) {
                entered.add(i);
            }
        }
        return new Entry(forbidden, entered.toArray(InstanceState[]::new));
    }

    private static boolean isWithin(InstanceState inner, InstanceState outer) {
        for (InstanceState i = inner; i != null; i = i.parent()) {
            if (i == outer) {
                return true;
            }
        }
        return false;
    }

    /** Marks the instances as entered, or traps. */
    public void enter() {
        if (forbidden) {
            throw Traps.broken(CANNOT_ENTER + ": it is the caller's own, its parent's or its child's");
        }
        for (InstanceState instance : entered) {
            if (!instance.mayEnter) {
                throw Traps.broken(CANNOT_ENTER + ": a call into it is running");
            }
        }
        for (InstanceState instance : entered) {
            instance.mayEnter = false;
        }
    }

    /** Undoes {@link #enter} after a call that ended well. */
    public void leave() {
        for (InstanceState instance : entered) {
            instance.mayEnter = true;
        }
    }
}
