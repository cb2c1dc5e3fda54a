package org.latticehost.wasi.internal.io;

import org.jspecify.annotations.Nullable;
import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code pollable}: something to wait for, as a child of what it watches. */
public final class Pollable extends WasiResource {
    private final WasiStore store;
    private final Waitable watched;

    /**
     * @param parent the resource it watches, null for a timer
     */
    public Pollable(WasiStore store, @Nullable WasiResource parent, Waitable watched) {
        super("pollable", store, parent);
        this.store = store;
        this.watched = watched;
    }

    Waitable watched() {
        return watched;
    }

    boolean ready() {
        return watched.ready();
    }

    // A hint is all that the yield is.
    @SuppressWarnings("ThreadPriorityCheck")
    void block() throws InterruptedException {
        if (watched.ready()) {
            // A guest that spins on something always ready (a timer of no time) shall let others run.
            Thread.yield();
        } else {
            store.waiter().await(watched);
        }
    }
}
