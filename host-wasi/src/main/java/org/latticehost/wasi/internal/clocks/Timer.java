package org.latticehost.wasi.internal.clocks;

import org.latticehost.wasi.internal.store.Waitable;
import org.latticehost.wasi.internal.store.WasiStore;

/** A point of a store's monotonic time. Wakes nobody: who waits asks for the time left. */
final class Timer implements Waitable {
    /** A point that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final WasiStore store;
    private final long instant;

    /**
     * @param instant nanoseconds since the store's origin, or {@link #NEVER}
     */
    Timer(WasiStore store, long instant) {
        this.store = store;
        this.instant = instant;
    }

    /** The point {@code duration} from now; {@code duration} is unsigned. */
    static Timer after(WasiStore store, long duration) {
        long instant = store.nanos() + duration;
        return new Timer(store, duration < 0 || instant < 0 ? NEVER : instant);
    }

    /** The given point; {@code instant} is unsigned. */
    static Timer at(WasiStore store, long instant) {
        return new Timer(store, instant < 0 ? NEVER : instant);
    }

    @Override
    public boolean ready() {
        return nanosLeft() <= 0;
    }

    @Override
    public void whenReady(Runnable wake) {}

    @Override
    public long nanosLeft() {
        return instant == NEVER ? Long.MAX_VALUE : instant - store.nanos();
    }
}
