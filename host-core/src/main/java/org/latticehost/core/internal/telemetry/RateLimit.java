package org.latticehost.core.internal.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.latticehost.host.spi.Ticker;

/** So many permits a second, saved up for at most one second. Thread-safe. */
final class RateLimit {
    private final Ticker ticker;
    private final int perSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private double permits;
    private long last;
    private long refused;

    RateLimit(Ticker ticker, int perSecond) {
        this.ticker = ticker;
        this.perSecond = perSecond;
        this.permits = perSecond;
        this.last = ticker.nanos();
    }

    /** Takes a permit: returns how many were refused since the last one, or -1 if this one is refused too. */
    long take() {
        lock.lock();
        try {
            long now = ticker.nanos();
            permits = Math.min(perSecond, permits + (now - last) * (double) perSecond / TimeUnit.SECONDS.toNanos(1));
            last = now;
            if (permits < 1) {
                refused++;
                return -1;
            }
            permits--;
            long before = refused;
            refused = 0;
            return before;
        } finally {
            lock.unlock();
        }
    }
}
