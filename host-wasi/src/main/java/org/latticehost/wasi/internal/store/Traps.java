package org.latticehost.wasi.internal.store;

import java.util.List;
import org.latticehost.host.error.GuestTrapException;

/** Traps: a guest broke a rule of an interface that has no typed error for it. */
public final class Traps {
    private Traps() {}

    /** A trap to throw. */
    public static GuestTrapException trap(String message) {
        return new GuestTrapException("wasi", message, List.of(), null);
    }
}
