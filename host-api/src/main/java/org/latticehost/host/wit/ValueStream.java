package org.latticehost.host.wit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded one-way pipe of values between one writer and one reader: what stands for a {@code stream<T>} other than
 * {@code stream<u8>}, whose bytes have a {@code BytePipe}. Elements are values as in
 * {@link WitValues}; they travel in batches, and a batch given to the stream must not be changed afterwards.
 *
 * <p>The writer offers batches while there is room and finally {@linkplain #end ends} or {@linkplain #fail fails} the
 * stream. The reader takes batches, or {@linkplain #cancel cancels}.
 *
 * <p>Thread-safe for one writer and one reader. Callbacks run on the thread of the other end, outside any lock, and
 * must not block.
 */
public final class ValueStream {
    /** Elements a stream holds unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 1024;

    private static final Runnable NOTHING = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<List<Object>> batches = new ArrayDeque<>();
    private final int capacity;
    private int buffered;
    private boolean ended;
    private boolean cancelled;
    private @Nullable Throwable failure;
    private Runnable onReadable = NOTHING;
    private Runnable onWritable = NOTHING;

    /** A stream that holds {@value #DEFAULT_CAPACITY} elements. */
    public ValueStream() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * A stream of that capacity.
     *
     * @param capacity elements held before the writer has to wait, at least 1
     */
    public ValueStream(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, got " + capacity);
        }
        this.capacity = capacity;
    }

    /** A stream that holds these values and has ended. */
    public static ValueStream of(List<?> values) {
        ValueStream stream = new ValueStream(Math.max(1, values.size()));
        stream.offer(values);
        stream.end();
        return stream;
    }

    /** What the reader would find. */
    public enum State {
        /** Nothing now, more may come. */
        EMPTY,
        /** At least one element. */
        READABLE,
        /** No more elements will come. */
        ENDED,
        /** The writer broke it off; see {@link #failure}. */
        FAILED
    }

    // ---- the writer's end ----

    /** Elements the writer may offer now; 0 when full, ended or cancelled. */
    public int room() {
        lock.lock();
        try {
            return open() ? Math.max(0, capacity - buffered) : 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives elements to the reader, without waiting. They are taken all together even if they are more than the
     * {@linkplain #room() room}, as long as there is some; so the stream holds at most its capacity plus one batch.
     *
     * @return false if there is no room, or the reader has cancelled
     * @throws IllegalStateException if the stream was ended or failed by the writer
     */
    public boolean offer(List<?> batch) {
        Runnable wake;
        lock.lock();
        try {
            if (cancelled) {
                return false;
            }
            if (ended || failure != null) {
                throw new IllegalStateException("the stream has been ended");
            }
            if (batch.isEmpty()) {
                return true;
            }
            if (buffered >= capacity) {
                return false;
            }
            batches.add(Collections.unmodifiableList(batch));
            buffered += batch.size();
            wake = takeReadable();
        } finally {
            lock.unlock();
        }
        wake.run();
        return true;
    }

    /**
     * Gives elements to the reader and waits for room if need be.
     *
     * @return false if the reader has cancelled
     */
    public boolean write(List<?> batch) throws InterruptedException {
        while (!offer(batch)) {
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

    /** Ends the stream: after what is in it, the reader sees the end. Harmless when repeated. */
    public void end() {
        finish(null);
    }

    /** Breaks the stream off: what is in it is dropped, the reader sees the failure. Harmless after the end. */
    public void fail(Throwable cause) {
        finish(cause);
    }

    private void finish(@Nullable Throwable cause) {
        Runnable wake;
        lock.lock();
        try {
            if (ended || failure != null) {
                return;
            }
            ended = cause == null;
            failure = cause;
            if (cause != null) {
                drop();
            }
            wake = takeReadable();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /**
     * Calls back once, as soon as the writer can go on: there is room, or the reader has cancelled. At once if that is
     * so now. A second call replaces the first callback.
     */
    public void onWritable(Runnable callback) {
        boolean now;
        lock.lock();
        try {
            now = !open() || buffered < capacity;
            onWritable = now ? NOTHING : callback;
        } finally {
            lock.unlock();
        }
        if (now) {
            callback.run();
        }
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

    /** Takes the next elements without waiting; empty when there are none now, see {@link #state}. */
    public List<Object> poll() {
        List<Object> taken;
        Runnable wake;
        lock.lock();
        try {
            List<Object> head = batches.poll();
            if (head == null) {
                return List.of();
            }
            taken = head;
            buffered -= taken.size();
            wake = takeWritable();
        } finally {
            lock.unlock();
        }
        wake.run();
        return taken;
    }

    /**
     * Takes the next elements, waiting for them; empty at the end.
     *
     * @throws BrokenStreamException if the writer failed the stream
     */
    public List<Object> read() throws InterruptedException {
        while (true) {
            List<Object> taken = poll();
            if (!taken.isEmpty()) {
                return taken;
            }
            lock.lockInterruptibly();
            try {
                while (buffered == 0 && !ended && !cancelled && failure == null) {
                    changed.await();
                }
                if (failure != null) {
                    throw new BrokenStreamException(failure);
                }
                if (buffered == 0) {
                    return List.of();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Reads to the end.
     *
     * @throws BrokenStreamException if the writer failed the stream
     */
    public List<Object> readAll() throws InterruptedException {
        List<Object> all = new ArrayList<>();
        while (true) {
            List<Object> batch = read();
            if (batch.isEmpty()) {
                return all;
            }
            all.addAll(batch);
        }
    }

    /** The reader wants no more: what is in the stream is dropped and the writer is told. Harmless when repeated. */
    public void cancel() {
        Runnable wake;
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
            cancelled = true;
            drop();
            wake = takeWritable();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** Why the writer failed the stream. */
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
            now = buffered > 0 || !open();
            onReadable = now ? NOTHING : callback;
        } finally {
            lock.unlock();
        }
        if (now) {
            callback.run();
        }
    }

    private boolean open() {
        return !ended && !cancelled && failure == null;
    }

    private void drop() {
        batches.clear();
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

    /** The writer failed the stream; the cause says why. */
    public static final class BrokenStreamException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenStreamException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
