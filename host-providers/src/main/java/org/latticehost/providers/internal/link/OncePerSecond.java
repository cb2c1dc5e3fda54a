package org.latticehost.providers.internal.link;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a log readable where something fails all the time. Thread-safe. */
public final class OncePerSecond {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong logged = new AtomicLong(System.nanoTime() - QUIET_NANOS);
    private final AtomicLong unlogged = new AtomicLong();

    /** Something failed: how many failures have not been logged, if this one is to be. */
    public OptionalLong next() {
        long now = System.nanoTime();
        long last = logged.get();
        if (now - last < QUIET_NANOS || !logged.compareAndSet(last, now)) {
            unlogged.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(unlogged.getAndSet(0));
    }
}
