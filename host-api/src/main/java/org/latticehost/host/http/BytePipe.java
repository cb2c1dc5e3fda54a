package org.latticehost.host.http;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded one-way pipe of bytes between one writer and one reader: how bodies flow, with real backpressure. Both ends
 * can block, or can ask and be called back; chunks pass through without a copy.
 *
 * <p>The writer offers chunks while there is room and finally {@linkplain #end ends} or {@linkplain #fail fails} the
 * pipe. The reader takes chunks, or {@linkplain #cancel cancels}. A chunk given to the pipe must not be changed
 * afterwards by either side.
 *
 * <p>Thread-safe for one writer and one reader. Callbacks run on the thread of the other end, outside any lock, and must
 * not block.
 */
public final class BytePipe {
    /** Bytes a pipe holds unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 256 << 10;

    private static final Runnable NOTHING = BytePipe::nothing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final int capacity;
    private int headOffset;
    private long buffered;
    private long written;
    private boolean ended;
    private boolean cancelled;
    private @Nullable Throwable failure;
    private HttpFields trailers = HttpFields.none();
    private Runnable onReadable = NOTHING;
    private Runnable onWritable = NOTHING;
    private Runnable onCancel = NOTHING;

    /** A pipe that holds {@value #DEFAULT_CAPACITY} bytes. */
    public BytePipe() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * A pipe of that capacity.
     *
     * @param capacity bytes held before the writer has to wait, at least 1
     */
    public BytePipe(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.capacity = capacity;
    }

    /** A pipe that has ended without a byte. */
    public static BytePipe empty() {
        BytePipe pipe = new BytePipe(1);
        pipe.end();
        return pipe;
    }

    /** A pipe that holds the given bytes and has ended. */
    public static BytePipe of(byte[] bytes) {
        BytePipe pipe = new BytePipe(Math.max(1, bytes.length));
        pipe.offer(bytes);
        pipe.end();
        return pipe;
    }

    // ---- the writer's end ----

    /** Bytes the writer may offer now; 0 when full, ended or cancelled. Only grows until the next offer. */
    public int room() {
        lock.lock();
        try {
            return ended || cancelled || failure != null ? 0 : (int) Math.max(0, capacity - buffered);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a chunk to the reader, without waiting. It is taken whole even if larger than the {@linkplain #room() room},
     * as long as there is some room; so the pipe holds at most its capacity plus one chunk.
     *
     * @return false if there is no room, or the reader has cancelled
     * @throws IllegalStateException if the pipe was ended or failed by the writer
     */
    public boolean offer(byte[] chunk) {
        Runnable wake;
        lock.lock();
        try {
            if (cancelled) {
                return false;
            }
            if (ended || failure != null) {
                throw new IllegalStateException("the pipe has been ended");
            }
            if (chunk.length == 0) {
                return true;
            }
            if (buffered >= capacity) {
                return false;
            }
            chunks.add(chunk);
            buffered += chunk.length;
            written += chunk.length;
            wake = takeReadable();
        } finally {
            lock.unlock();
        }
        wake.run();
        return true;
    }

    /**
     * Gives a chunk to the reader and waits for room if need be.
     *
     * @return false if the reader has cancelled
     */
    public boolean write(byte[] chunk) throws InterruptedException {
        while (!offer(chunk)) {
            lock.lockInterruptibly();
            try {
                while (!cancelled && buffered >= capacity) {
                    changed.await();
                }
                if (cancelled) {
                    return false;
                }
            } finally {
                lock.unlock();
            }
        }
        return true;
    }

    /** Ends the pipe: after what is in it, the reader sees the end. Harmless when repeated. */
    public void end() {
        end(HttpFields.none());
    }

    /** Ends the pipe with trailers. */
    public void end(HttpFields withTrailers) {
        Runnable wake;
        lock.lock();
        try {
            if (ended || failure != null) {
                return;
            }
            ended = true;
            trailers = withTrailers;
            wake = takeReadable();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** Breaks the pipe off: what is in it is dropped, the reader sees the failure. Harmless after the end. */
    public void fail(Throwable cause) {
        Runnable wake;
        lock.lock();
        try {
            if (ended || failure != null) {
                return;
            }
            failure = cause;
            drop();
            wake = takeReadable();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** Whether the reader has cancelled. */
    public boolean cancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes given to the pipe so far. */
    public long written() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all bytes given so far have been taken by the reader. */
    public boolean drained() {
        lock.lock();
        try {
            return buffered == 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls back once, as soon as the writer can go on: the reader has taken something and there is room, or has
     * cancelled. At once if that is so now. A second call replaces the first callback.
     */
    public void onWritable(Runnable callback) {
        boolean now;
        lock.lock();
        try {
            now = cancelled || ended || failure != null || buffered < capacity;
            onWritable = now ? NOTHING : callback;
        } finally {
            lock.unlock();
        }
        if (now) {
            callback.run();
        }
    }

    /**
     * Calls back once, if the reader cancels before the writer has ended or failed the pipe; at once if that is so
     * already. A second call replaces the first callback. Independent of {@link #onWritable}.
     */
    public void onCancel(Runnable callback) {
        boolean now;
        lock.lock();
        try {
            now = cancelled && !ended && failure == null;
            onCancel = now ? NOTHING : callback;
        } finally {
            lock.unlock();
        }
        if (now) {
            callback.run();
        }
    }

    // ---- the reader's end ----

    /** What the reader would find now. */
    public State state() {
        lock.lock();
        try {
            if (failure != null) {
                return State.FAILED;
            }
            if (buffered > 0) {
                return State.READABLE;
            }
            return ended || cancelled ? State.ENDED : State.EMPTY;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes up to {@code max} bytes without waiting; null when there are none now or the pipe has ended (see
     * {@link #state}). Usually the writer's own array.
     *
     * @throws PipeBrokenException if the writer failed the pipe
     */
    public byte @Nullable [] poll(int max) {
        byte[] taken;
        Runnable wake;
        lock.lock();
        try {
            if (failure != null) {
                throw new PipeBrokenException(failure);
            }
            byte[] head = chunks.peek();
            if (head == null || max <= 0) {
                return null;
            }
            int available = head.length - headOffset;
            if (headOffset == 0 && available <= max) {
                taken = head;
                chunks.remove();
            } else {
                taken = new byte[Math.min(available, max)];
                System.arraycopy(head, headOffset, taken, 0, taken.length);
                headOffset += taken.length;
                if (headOffset == head.length) {
                    chunks.remove();
                    headOffset = 0;
                }
            }
            buffered -= taken.length;
            wake = takeWritable();
        } finally {
            lock.unlock();
        }
        wake.run();
        return taken;
    }

    /**
     * Takes up to {@code max} bytes, waiting for them; null at the end.
     *
     * @throws PipeBrokenException if the writer failed the pipe
     */
    public byte @Nullable [] read(int max) throws InterruptedException {
        while (true) {
            byte[] taken = poll(max);
            if (taken != null) {
                return taken;
            }
            lock.lockInterruptibly();
            try {
                while (buffered == 0 && !ended && !cancelled && failure == null) {
                    changed.await();
                }
                if (buffered == 0 && failure == null) {
                    return null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** The reader wants no more: what is in the pipe is dropped and the writer is told. Harmless when repeated. */
    public void cancel() {
        Runnable wake;
        Runnable tell;
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
            cancelled = true;
            drop();
            wake = takeWritable();
            tell = ended || failure != null ? NOTHING : onCancel;
            onCancel = NOTHING;
        } finally {
            lock.unlock();
        }
        wake.run();
        tell.run();
    }

    /** The trailers; meaningful once the state is {@link State#ENDED}. */
    public HttpFields trailers() {
        lock.lock();
        try {
            return trailers;
        } finally {
            lock.unlock();
        }
    }

    /** Why the writer failed the pipe. */
    public Optional<Throwable> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls back once, as soon as the state is not {@link State#EMPTY}; at once if that is so now. A second call
     * replaces the first callback.
     */
    public void onReadable(Runnable callback) {
        boolean now;
        lock.lock();
        try {
            now = buffered > 0 || ended || cancelled || failure != null;
            onReadable = now ? NOTHING : callback;
        } finally {
            lock.unlock();
        }
        if (now) {
            callback.run();
        }
    }

    private static void nothing() {}

    private void drop() {
        chunks.clear();
        headOffset = 0;
        buffered = 0;
    }

    private Runnable takeReadable() {
        changed.signalAll();
        Runnable callback = onReadable;
        onReadable = NOTHING;
        return callback;
    }

    private Runnable takeWritable() {
        if (!cancelled && buffered >= capacity) {
            return NOTHING;
        }
        changed.signalAll();
        Runnable callback = onWritable;
        onWritable = NOTHING;
        return callback;
    }

    /** What the reader of a pipe would find. */
    public enum State {
        /** Nothing now, more may come. */
        EMPTY,
        /** At least one byte. */
        READABLE,
        /** No more bytes will come. */
        ENDED,
        /** The writer broke it off. */
        FAILED
    }

    /** The writer failed the pipe; the cause says why. */
    public static final class PipeBrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PipeBrokenException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
