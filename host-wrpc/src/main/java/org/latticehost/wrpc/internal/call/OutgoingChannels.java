package org.latticehost.wrpc.internal.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.latticehost.wrpc.internal.codec.AsyncCoder;
import org.latticehost.wrpc.internal.codec.Coder;
import org.latticehost.wrpc.internal.codec.Encoder.Deferred;

/** The streams and futures that one side of a call sends. Thread-safe. */
final class OutgoingChannels {
    private final Host host;
    private final Map<String, OutgoingChannel> open;
    private final AtomicInteger starting = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    /**
     * @param none whether there cannot be any
     */
    OutgoingChannels(Host host, boolean none) {
        this.host = host;
        this.open = none ? Map.of() : new ConcurrentHashMap<>();
    }

    /** The call. */
    interface Host {
        /** Sends a piece of a channel. */
        void publish(String path, byte[] payload);

        /** Largest piece in bytes. */
        int maxPiece();

        /** A window for a new channel. */
        Window window();

        void run(Runnable task);

        /** All channels are closed, for now. */
        void allClosed();

        /** A channel could not be sent. */
        void broken(Throwable cause);
    }

    Host host() {
        return host;
    }

    /** Begins to send; what they hold on other channels follows when it is known. */
    void start(List<Deferred> all) {
        starting.incrementAndGet();
        try {
            List<OutgoingChannel> added = new ArrayList<>(all.size());
            for (Deferred deferred : all) {
                OutgoingChannel channel = make(deferred);
                open.put(deferred.path().toString(), channel);
                added.add(channel);
            }
            Throwable cause = failure;
            for (OutgoingChannel channel : added) {
                if (cause != null) {
                    channel.abort(cause);
                }
                channel.run();
            }
        } finally {
            starting.decrementAndGet();
        }
    }

    OutgoingChannel make(Deferred deferred) {
        if (deferred.coder() instanceof AsyncCoder.OfFuture future) {
            return new OutgoingFuture(this, deferred.path(), future.value(), deferred.value());
        }
        @Nullable Coder element = ((AsyncCoder.OfStream) deferred.coder()).element();
        return element == null
                ? new OutgoingBytes(this, deferred.path(), deferred.value())
                : new OutgoingValues(this, deferred.path(), element, deferred.value());
    }

    /** The reader of a channel has passed on that many bytes. */
    void confirm(String path, long total) {
        OutgoingChannel channel = open.get(path);
        if (channel != null) {
            channel.window().confirm(total);
        }
    }

    void closed(OutgoingChannel channel) {
        open.remove(channel.path().toString(), channel);
        if (done()) {
            host.allClosed();
        }
    }

    /** Channels open now. */
    int count() {
        return open.size();
    }

    boolean done() {
        return open.isEmpty() && starting.get() == 0;
    }

    /** Breaks off all that is open, telling the peer as far as wRPC can. */
    void abort(Throwable cause) {
        failure = cause;
        for (OutgoingChannel channel : List.copyOf(open.values())) {
            channel.abort(cause);
        }
    }
}
