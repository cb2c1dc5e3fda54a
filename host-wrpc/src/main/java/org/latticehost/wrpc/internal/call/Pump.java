package org.latticehost.wrpc.internal.call;

import java.util.concurrent.atomic.AtomicInteger;

/** Work that must run one at a time, asked for from any thread: whoever comes first does it, also for the others. */
abstract class Pump implements Runnable {
    private final AtomicInteger asked = new AtomicInteger();

    /** Does what can be done now. */
    abstract void drain();

    @Override
    public final void run() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            drain();
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }
}
