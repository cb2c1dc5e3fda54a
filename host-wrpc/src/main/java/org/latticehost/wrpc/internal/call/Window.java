package org.latticehost.wrpc.internal.call;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the writer of a channel back. wRPC has no means for that, and a writer that is faster than its reader makes the
 * broker drop the reader's connection in the end.
 *
 * <p>A peer of our kind tells, on {@code credit.<channel>} below our reply subject, how many bytes of the channel it has
 * passed on to its reader; the writer stays about a window ahead of it. With any other peer the writer asks the broker,
 * once a window, whether it has got everything. Each channel has its own window, so that a stream nobody reads yet does
 * not hold others up; the more channels are open, the smaller it is.
 */
final class Window {
    /** Bytes on the way, if there is one channel. */
    private static final int LARGEST = 1 << 20;

    private static final int SMALLEST = 128 << 10;

    /** A reader tells when it has passed on this much, well below the smallest window. */
    static final int STEP = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final int size;
    private final @Nullable Runnable catchUp;
    private long sent;
    private long confirmed;
    private boolean asking;
    private @Nullable Runnable waiting;

    /**
     * @param channels how many there are
     * @param catchUp asks for a confirmation of all that has been sent; null if the reader confirms by itself
     */
    Window(int channels, @Nullable Runnable catchUp) {
        this.size = Math.max(SMALLEST, LARGEST / channels);
        this.catchUp = catchUp;
    }

    /** Whether the writer may send on; if not, it is called when it may. */
    boolean open(Runnable writer) {
        boolean ask;
        lock.lock();
        try {
            if (sent - confirmed < size) {
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
            writer = sent - confirmed < size ? waiting : null;
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
