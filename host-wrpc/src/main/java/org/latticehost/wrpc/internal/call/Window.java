package org.latticehost.wrpc.internal.call;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the writer of a channel back. wRPC has no means for that, and a writer that is faster than its reader makes the
 * broker drop the reader's connection in the end.
 *
 * <p>A peer of our kind tells, on {@code credit.<channel>} below our reply subject, how many bytes of the channel it has
 * passed on to its reader; the writer stays at most {@link #SIZE} bytes ahead of it. With any other peer the writer asks
 * the broker, every {@link #SIZE} bytes, whether it has got them all.
 */
final class Window {
    /** Bytes on the way. */
    static final int SIZE = 1 << 20;

    /** A reader tells when it has passed on this much. */
    static final int STEP = SIZE / 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Runnable catchUp;
    private long sent;
    private long confirmed;
    private boolean asking;
    private @Nullable Runnable waiting;

    /**
     * @param catchUp asks for a confirmation of all that has been sent; null if the reader confirms by itself
     */
    Window(@Nullable Runnable catchUp) {
        this.catchUp = catchUp;
    }

    /** Whether the writer may send on; if not, it is called when it may. */
    boolean open(Runnable writer) {
        boolean ask;
        lock.lock();
        try {
            if (sent - confirmed < SIZE) {
                waiting = null;
                return true;
            }
            waiting = writer;
            ask = catchUp != null && !asking;
            asking |= ask;
        } finally {
            lock.unlock();
        }
        if (ask && catchUp != null) {
            catchUp.run();
        }
        return false;
    }

    void sent(int bytes) {
        lock.lock();
        try {
            sent += bytes;
        } finally {
            lock.unlock();
        }
    }

    /** The peer, or the broker, has got that many bytes in all; more than were sent count as all. */
    void confirm(long total) {
        Runnable writer;
        lock.lock();
        try {
            confirmed = Math.max(confirmed, Math.min(total, sent));
            asking = false;
            writer = sent - confirmed < SIZE ? waiting : null;
            if (writer != null) {
                waiting = null;
            }
        } finally {
            lock.unlock();
        }
        if (writer != null) {
            writer.run();
        }
    }

    /** Everything sent so far has arrived. */
    void confirmAll() {
        confirm(Long.MAX_VALUE);
    }
}
