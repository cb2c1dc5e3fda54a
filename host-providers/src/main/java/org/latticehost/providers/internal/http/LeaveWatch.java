package org.latticehost.providers.internal.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Notices that an HTTP/1.1 client leaves while its exchange neither reads nor writes, as when the component computes:
 * Jetty reads nothing from the connection then. This asks to be called when there is something to read, and looks. What
 * turns out to be the client's next request is kept for Jetty. Costs a round through the selector, so it is begun only
 * for exchanges that take long. Not for TLS, whose layer reads for itself. Thread-safe.
 */
final class LeaveWatch implements Callback {
    private static final int LOOK = 4 << 10;

    private final Exchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SocketChannelEndPoint watched;
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
    private boolean over;

    LeaveWatch(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Watches, if that is possible and not done already. Nobody else may read from the connection. */
    void begin() {
        Connection connection = connection();
        if (!(connection instanceof Connection.UpgradeTo)
                || !(connection.getEndPoint() instanceof SocketChannelEndPoint socket)) {
            return;
        }
        lock.lock();
        try {
            if (!over && watched == null && !early.hasRemaining() && socket.tryFillInterested(this)) {
                watched = socket;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the connection as it would be without a watch. */
    void end() {
        lock.lock();
        try {
            over = true;
            if (watched != null) {
                watched.getFillInterest().onFail(new PeerGone("the exchange has ended"));
            }
            if (early.hasRemaining() && connection() instanceof Connection.UpgradeTo next) {
                next.onUpgradeTo(early);
                early = BufferUtil.EMPTY_BUFFER;
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is something to read. */
    @Override
    public void succeeded() {
        boolean left;
        lock.lock();
        try {
            SocketChannelEndPoint socket = watched;
            watched = null;
            if (over || socket == null) {
                return;
            }
            left = look(socket);
        } finally {
            lock.unlock();
        }
        if (left) {
            exchange.abort(new PeerGone("the client closed the connection before it was answered"));
        }
    }

    private boolean look(SocketChannelEndPoint socket) {
        ByteBuffer bytes = ByteBuffer.allocate(LOOK).limit(0);
        try {
            boolean left = socket.fill(bytes) < 0;
            early = bytes;
            return left;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void failed(Throwable cause) {
        lock.lock();
        try {
            watched = null;
        } finally {
            lock.unlock();
        }
    }

    private Connection connection() {
        Request request = exchange.request();
        return request.getConnectionMetaData().getConnection();
    }
}
