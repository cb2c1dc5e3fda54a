package org.latticehost.wrpc.internal.call;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.HostException;
import org.latticehost.wrpc.internal.codec.IndexPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream or future being sent. Thread-safe. */
abstract class OutgoingChannel extends Pump {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingChannel.class);
    private static final byte[] EMPTY = new byte[0];

    final OutgoingChannels owner;
    private final IndexPath path;
    private final String pathText;
    private final Window window;
    private volatile @Nullable Throwable aborted;
    private boolean closed;
    private @Nullable Runnable whenClosed;

    OutgoingChannel(OutgoingChannels owner, IndexPath path) {
        this.owner = owner;
        this.path = path;
        this.pathText = path.toString();
        this.window = owner.host().window();
    }

    final IndexPath path() {
        return path;
    }

    Window window() {
        return window;
    }

    /** Replaces what happens at the end, for a channel that goes on where another stopped. */
    final void whenClosed(Runnable callback) {
        whenClosed = callback;
    }

    /** Sends what there is; ends with {@link #close}, or returns to be called again. */
    abstract void advance();

    /** Lets go of the value: nobody will read it. */
    abstract void discard(Throwable cause);

    /** Bytes that make the peer's reader fail instead of taking what it has for the whole. */
    abstract byte[] broken();

    @Override
    final void drain() {
        if (closed) {
            return;
        }
        Throwable cause = aborted;
        try {
            if (cause != null) {
                discard(cause);
                close(cause);
            } else {
                advance();
            }
        } catch (HostException e) {
            discard(e);
            closed = true;
            owner.host().broken(e);
        } catch (RuntimeException e) {
            // A value that is not of its type, found too late to say so elsewhere.
            LOG.atWarn().addKeyValue("channel", pathText).setCause(e).log("a value could not be sent");
            discard(e);
            abort(e);
        }
    }

    /** Stops sending. */
    void abort(Throwable cause) {
        aborted = cause;
        run();
    }

    final void publish(byte[] bytes) {
        int max = owner.host().maxPiece();
        for (int from = 0; from < bytes.length; from += max) {
            byte[] piece =
                    bytes.length <= max ? bytes : Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + max));
            owner.host().publish(pathText, piece);
        }
        window.sent(bytes.length);
    }

    /** Ends the channel; with a cause, so that the peer's reader fails. */
    final void close(@Nullable Throwable cause) {
        if (closed) {
            return;
        }
        closed = true;
        if (cause != null) {
            LOG.atDebug().addKeyValue("channel", pathText).setCause(cause).log("a channel is broken off");
            publish(broken());
        }
        owner.host().publish(pathText, EMPTY);
        closedNow();
    }

    /** Ends this without ending the channel, which another goes on with. */
    final void closeSilently() {
        closed = true;
    }

    final void closedNow() {
        Runnable callback = whenClosed;
        if (callback == null) {
            owner.closed(this);
        } else {
            callback.run();
        }
    }
}
