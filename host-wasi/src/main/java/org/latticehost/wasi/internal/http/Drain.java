package org.latticehost.wasi.internal.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.latticehost.host.http.BytePipe;
import org.latticehost.wasi.internal.store.Signal;

/** Discards what is left in a pipe, on the writer's thread, and tells when it has ended or failed. Thread-safe. */
final class Drain implements Runnable {
    private final BytePipe pipe;
    private final Signal done = new Signal();
    // Rounds asked for. A pipe may call back while this registers for it: that becomes another round, not a recursion.
    private final AtomicInteger rounds = new AtomicInteger();

    Drain(BytePipe pipe) {
        this.pipe = pipe;
    }

    /** Ready once the pipe has ended or failed. */
    Signal done() {
        return done;
    }

    @Override
    public void run() {
        if (rounds.getAndIncrement() > 0) {
            return;
        }
        int missed = 1;
        while (missed > 0) {
            round();
            missed = rounds.addAndGet(-missed);
        }
    }

    private void round() {
        try {
            byte[] dropped;
            do {
                dropped = pipe.poll(Integer.MAX_VALUE);
            } while (dropped != null);
        } catch (BytePipe.PipeBrokenException e) {
            done.fire();
            return;
        }
        switch (pipe.state()) {
            case EMPTY, READABLE -> pipe.onReadable(this);
            case ENDED, FAILED -> done.fire();
        }
    }
}
