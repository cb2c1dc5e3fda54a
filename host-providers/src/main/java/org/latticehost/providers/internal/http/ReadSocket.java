package org.latticehost.providers.internal.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A connection whose reading thread may run a component when it has read. Thread-safe. */
final class ReadSocket extends SocketChannelEndPoint {
    /** Made once: a connection asks for the same callback again and again. A race makes it twice, no more. */
    private @Nullable Reading reading;

    ReadSocket(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler timer) {
        super(channel, selector, key, timer);
    }

    @Override
    public void fillInterested(Callback read) {
        super.fillInterested(reading(read));
    }

    @Override
    public boolean tryFillInterested(Callback read) {
        return super.tryFillInterested(reading(read));
    }

    private Reading reading(Callback read) {
        Reading known = reading;
        if (known == null || known.read != read) {
            known = new Reading(read);
            reading = known;
        }
        return known;
    }

    private static final class Reading implements Callback {
        private final Callback read;

        Reading(Callback read) {
            this.read = read;
        }

        @Override
        public void succeeded() {
            HttpThreads.read(read::succeeded);
        }

        @Override
        public void failed(Throwable cause) {
            read.failed(cause);
        }

        /** The component may block after it has been read, so somebody has to stand by. */
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
        }
    }
}
