package org.latticehost.wrpc.internal.call;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.wrpc.internal.codec.AsyncCoder;
import org.latticehost.wrpc.internal.codec.Decoder;
import org.latticehost.wrpc.internal.codec.IndexPath;
import org.latticehost.wrpc.internal.codec.MalformedValueException;

/**
 * A stream or future being received. Messages wait in a queue until the reader has room; an empty one ends the channel.
 * Thread-safe.
 */
abstract class IncomingChannel extends Pump {
    final IncomingChannels owner;
    final IndexPath path;
    final Decoder in;

    private final WaitingBytes waiting;
    private @Nullable IncomingChannel successor;
    private @Nullable Runnable whenClosed;
    private long consumed;
    private long told;
    private boolean ended;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    IncomingChannel(IncomingChannels owner, IndexPath path) {
        this.owner = owner;
        this.path = path;
        this.waiting = new WaitingBytes(owner);
        this.in = new Decoder(owner.settings().values(), this::defer);
        in.at(path);
    }

    /** What the application gets. */
    abstract Object value();

    /** Goes on with the bytes in {@link #in}; false to wait for more of them or for the reader. */
    abstract boolean advance();

    /** Tells the reader that no more will come; only called if it has not been told before. */
    abstract void finish(@Nullable Throwable cause);

    /** Whether the channel may end here without harm. */
    abstract boolean mayEnd();

    /** Whether the reader can take more; if not, it sees to that {@link #run} is called when it can. */
    boolean hasRoom() {
        return true;
    }

    final void whenClosed(Runnable callback) {
        whenClosed = callback;
    }

    /** Adds a message. */
    final void receive(byte[] payload) {
        if (closed) {
            return;
        }
        if (waiting.add(payload)) {
            run();
        } else {
            fail(new TransportException(
                    ErrorCode.OVERLOADED,
                    "more than " + owner.settings().maxUnreadBytes() + " bytes wait for the reader of "
                            + owner.describe(path) + ", and there is no room for them on disk: broken off"));
        }
    }

    /** Breaks the channel off, from any thread. */
    final void fail(Throwable cause) {
        failure = cause;
        run();
    }

    @Override
    final void drain() {
        try {
            while (!closed) {
                Throwable broken = failure;
                if (broken != null) {
                    close(broken);
                } else if (successor != null) {
                    if (!forward(successor)) {
                        return;
                    }
                } else if (!hasRoom()) {
                    if (!closed) {
                        return;
                    }
                } else if (!advance() && !closed && successor == null && !next()) {
                    return;
                }
            }
        } catch (MalformedValueException e) {
            close(e.toTransportException("malformed " + owner.describe(path)));
        } catch (IOException e) {
            close(new TransportException(
                    ErrorCode.INTERNAL, "what waited for " + owner.describe(path) + " is lost", e));
        }
        waiting.close();
    }

    /** Feeds the next message; false if there is none. */
    private boolean next() throws IOException {
        byte[] payload = waiting.poll();
        if (payload == null) {
            return false;
        }
        if (payload.length == 0) {
            close(mayEnd() ? null : incomplete());
            return true;
        }
        in.feed(payload);
        consumed += payload.length;
        if (consumed - told >= Window.STEP) {
            told = consumed;
            owner.consumed(path, consumed);
        }
        return true;
    }

    private boolean forward(IncomingChannel to) throws IOException {
        if (in.available() > 0) {
            to.receive(in.takeRaw(Integer.MAX_VALUE));
        }
        byte[] payload = waiting.poll();
        if (payload == null) {
            return false;
        }
        to.receive(payload);
        return true;
    }

    /** Ends the channel for the reader; what comes later is ignored. */
    final void close(@Nullable Throwable cause) {
        if (!ended) {
            ended = true;
            finish(cause);
        }
        IncomingChannel next = successor;
        if (next != null && cause != null) {
            next.fail(cause);
        }
        if (next == null || cause != null) {
            closeNow();
        }
    }

    private void closeNow() {
        if (!closed) {
            closed = true;
            Runnable callback = whenClosed;
            if (callback != null) {
                callback.run();
            }
        }
    }

    /** What a value of this channel defers to this same channel follows in it. */
    private @Nullable Object defer(AsyncCoder coder, IndexPath deferred) {
        if (!deferred.equals(path)) {
            return owner.defer(coder, deferred);
        }
        IncomingChannel next = owner.make(coder, deferred);
        next.whenClosed(this::closeNow);
        successor = next;
        return next.value();
    }

    private TransportException incomplete() {
        return new TransportException(
                ErrorCode.PROTOCOL, owner.describe(path) + " ended after " + in.offset() + " bytes, within a value");
    }
}
