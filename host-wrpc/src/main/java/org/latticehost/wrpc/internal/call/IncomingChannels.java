package org.latticehost.wrpc.internal.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.wrpc.internal.codec.AsyncCoder;
import org.latticehost.wrpc.internal.codec.AsyncPaths;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Decoder;
import org.latticehost.wrpc.internal.codec.IndexPath;

/**
 * The streams and futures that one side of a call receives, by index path. What comes on a possible path before the value
 * that announces it is kept for a while. Thread-safe.
 */
final class IncomingChannels implements Decoder.Deferral {
    /** Paths on which messages may wait to be announced. */
    private static final int MAX_EARLY = 1024;
    /** A byte of the peer is enough to open one. */
    private static final int MAX_OPEN = 16_384;

    /** What a message takes beside its bytes: many small ones must not take many times what is allowed. */
    private static final int MESSAGE_OVERHEAD = 32;

    private final CallSettings settings;
    private final AsyncPaths possible;
    private final Host host;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, IncomingChannel> open;
    private final Map<String, Queue<byte[]>> early;
    /** Paths of channels that have closed, the latest: what still comes on them, or below, is for nobody. */
    private final Set<String> over;

    private final AtomicLong unread = new AtomicLong();
    private boolean announced;
    private boolean ended;

    /**
     * @param name {@code params} or {@code results} and what they belong to, for messages
     * @param possible the paths that may be announced
     */
    IncomingChannels(CallSettings settings, String name, AsyncPaths possible, Host host) {
        this.settings = settings;
        this.name = name;
        this.possible = possible;
        this.host = host;
        // Most calls have none.
        this.open = possible.none() ? Map.of() : new HashMap<>();
        this.early = possible.none() ? Map.of() : new LinkedHashMap<>();
        this.over = possible.none() ? Set.of() : new LinkedHashSet<>();
    }

    /** The call. */
    interface Host {
        void run(Runnable task);

        /** So many bytes of a channel, in all, have been taken from the queue; called now and then. */
        void consumed(String path, long total);

        /** So many more bytes wait in files, or fewer; false, and not counted, if they would be too many. */
        boolean spilled(long bytes);

        /** A channel needs a file; false, and not counted, if there are too many. */
        boolean openFile();

        /** A channel needs its file no more. */
        void fileClosed();

        /** A channel has closed. */
        void channelClosed();

        /** The peer sends what cannot be kept. */
        void broken(Throwable cause);
    }

    CallSettings settings() {
        return settings;
    }

    String describe(IndexPath path) {
        return name + "." + path;
    }

    void run(Runnable task) {
        host.run(task);
    }

    void consumed(IndexPath path, long total) {
        host.consumed(path.toString(), total);
    }

    /** Counts a message that waits, of all channels together; false if that are too many bytes. */
    boolean account(byte[] payload) {
        return unread.addAndGet(payload.length + MESSAGE_OVERHEAD) <= settings.maxUnreadBytes();
    }

    /** Counts it no more. */
    void forget(byte[] payload) {
        unread.addAndGet(-payload.length - MESSAGE_OVERHEAD);
    }

    /** Counts bytes that wait in files, of all calls together; false, and not counted, if they are too many. */
    boolean spilled(long bytes) {
        return host.spilled(bytes);
    }

    boolean openFile() {
        return host.openFile();
    }

    void fileClosed() {
        host.fileClosed();
    }

    /** Routes a message. */
    void receive(String path, byte[] payload) {
        IncomingChannel channel;
        lock.lock();
        try {
            channel = open.get(path);
            if (channel == null) {
                keep(path, payload);
                return;
            }
        } finally {
            lock.unlock();
        }
        channel.receive(payload);
    }

    private void keep(String path, byte[] payload) {
        if (ended || (announced && open.isEmpty()) || isOver(path) || !possible.contains(path)) {
            return;
        }
        early.computeIfAbsent(path, p -> new ArrayDeque<>()).add(payload);
        boolean fits = account(payload);
        if (early.size() > MAX_EARLY) {
            // The end of a channel may come long after it was closed: the eldest are most likely such.
            var eldest = early.entrySet().iterator();
            Queue<byte[]> forgotten = eldest.next().getValue();
            fits &= forgotten.stream().allMatch(message -> message.length == 0);
            forget(forgotten);
            eldest.remove();
        }
        if (!fits) {
            ended = true;
            host.run(() -> host.broken(new TransportException(
                    ErrorCode.OVERLOADED, "too much was sent for " + name + " before the values that announce it")));
        }
    }

    private boolean isOver(String path) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            if (over.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private void remember(String closed) {
        over.add(closed);
        if (over.size() > MAX_EARLY) {
            var eldest = over.iterator();
            eldest.next();
            eldest.remove();
        }
        early.entrySet().removeIf(kept -> {
            boolean below = kept.getKey().startsWith(closed + ".");
            if (below) {
                forget(kept.getValue());
            }
            return below;
        });
    }

    private void forget(Iterable<byte[]> messages) {
        messages.forEach(this::forget);
    }

    private void forgetEarly() {
        if (!early.isEmpty()) {
            early.values().forEach(messages -> forget(messages));
            early.clear();
        }
    }

    @Override
    public @Nullable Object defer(AsyncCoder coder, IndexPath path) {
        if (full()) {
            return null;
        }
        String key = path.toString();
        IncomingChannel channel = make(coder, path);
        channel.whenClosed(() -> closed(key, channel));
        lock.lock();
        try {
            open.put(key, channel);
            Queue<byte[]> waiting = early.remove(key);
            if (waiting != null) {
                forget(waiting);
                waiting.forEach(channel::receive);
            }
        } finally {
            lock.unlock();
        }
        channel.run();
        return channel.value();
    }

    private boolean full() {
        lock.lock();
        try {
            return open.size() >= MAX_OPEN;
        } finally {
            lock.unlock();
        }
    }

    IncomingChannel make(AsyncCoder coder, IndexPath path) {
        if (coder instanceof AsyncCoder.OfFuture future) {
            return new IncomingFuture(this, path, future.value());
        }
        @Nullable Coder element = ((AsyncCoder.OfStream) coder).element();
        return element == null ? new IncomingBytes(this, path) : new IncomingValues(this, path, element);
    }

    private void closed(String key, IncomingChannel channel) {
        lock.lock();
        try {
            open.remove(key, channel);
            remember(key);
            if (announced && open.isEmpty()) {
                forgetEarly();
            }
        } finally {
            lock.unlock();
        }
        host.channelClosed();
    }

    /** The values have been read: what is not announced now can only be announced by open channels. */
    void announced() {
        lock.lock();
        try {
            announced = true;
            if (open.isEmpty()) {
                forgetEarly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing more is to come. */
    boolean done() {
        lock.lock();
        try {
            return announced && open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Breaks off all that is open. */
    void fail(Throwable cause) {
        List<IncomingChannel> all;
        lock.lock();
        try {
            ended = true;
            all = new ArrayList<>(open.values());
            if (!early.isEmpty()) {
                early.clear();
            }
        } finally {
            lock.unlock();
        }
        all.forEach(channel -> channel.fail(cause));
    }
}
