package org.latticehost.providers.internal.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A connector that can give its address back while its connections go on. */
final class Port extends ServerConnector {
    /** Threads of a listener that read: they also run short calls of components, so one alone would not do. */
    static final int SELECTORS = Math.min(4, Runtime.getRuntime().availableProcessors());

    private static final long LEAVE_SECONDS = 5;

    private final ReentrantLock accepting = new ReentrantLock();

    Port(Server server, ConnectionFactory... factories) {
        super(server, null, null, null, 1, SELECTORS, factories);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint socket = new ReadSocket(channel, selector, key, getScheduler());
        socket.setIdleTimeout(getIdleTimeout());
        return socket;
    }

    @Override
    public void accept(int acceptorId) throws IOException {
        accepting.lock();
        try {
            super.accept(acceptorId);
        } finally {
            accepting.unlock();
        }
    }

    /** Accepts no more. When it returns the address is free: not before the accepting thread has left the socket. */
    void release() {
        setShutdownIdleTimeout(getIdleTimeout());
        close();
        // Its future waits for the connections, which take as long as they take.
        var unused = shutdown();
        try {
            if (accepting.tryLock(LEAVE_SECONDS, TimeUnit.SECONDS)) {
                accepting.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
