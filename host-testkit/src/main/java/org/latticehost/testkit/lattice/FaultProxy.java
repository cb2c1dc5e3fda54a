package org.latticehost.testkit.lattice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on loopback that breaks connections in the ways networks do.
 *
 * <p>Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final String name = "fault-proxy-" + COUNT.incrementAndGet();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean refusing;
    private boolean frozen;
    private boolean closed;
    private long delayNanos;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept, "accept");
    }

    /** A proxy in front of a port on loopback. */
    public static FaultProxy to(int port) {
        try {
            return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Resets all connections, and every new one, until {@link #heal}. */
    public void cut() {
        lock.lock();
        try {
            refusing = true;
        } finally {
            lock.unlock();
        }
        sockets.forEach(FaultProxy::reset);
    }

    /** Resets all connections; new ones work. */
    public void reset() {
        sockets.forEach(FaultProxy::reset);
    }

    /** Ends the direction to the client, as a server that says goodbye; the other direction goes on. */
    public void halfClose() {
        for (Socket client : clients) {
            try {
                client.shutdownOutput();
            } catch (IOException e) {
                reset(client);
            }
        }
    }

    /** Lets nothing through but keeps connections open, new ones too, until {@link #heal}. */
    public void freeze() {
        lock.lock();
        try {
            frozen = true;
        } finally {
            lock.unlock();
        }
    }

    /** Holds everything back for that long, in both directions. */
    public void delay(Duration by) {
        lock.lock();
        try {
            delayNanos = by.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Behaves again. What was frozen goes on. */
    public void heal() {
        lock.lock();
        try {
            refusing = false;
            frozen = false;
            delayNanos = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            frozen = false;
            delayNanos = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(FaultProxy::reset);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (refuses()) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // The next one; or the proxy was closed.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        clients.add(client);
        Socket server = new Socket();
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            reset(client);
            return;
        }
        sockets.add(server);
        start(() -> pump(client, server), "up");
        start(() -> pump(server, client), "down");
        if (refuses()) {
            reset(client); // cut meanwhile
            reset(server);
        }
    }

    private boolean refuses() {
        lock.lock();
        try {
            return refusing || closed;
        } finally {
            lock.unlock();
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                hold();
                to.getOutputStream().write(buffer, 0, n);
            }
            hold();
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            reset(from);
            reset(to);
        } finally {
            sockets.remove(from);
            clients.remove(from);
        }
    }

    private void hold() throws InterruptedException {
        lock.lock();
        try {
            long nanos = delayNanos;
            while (frozen || nanos > 0) {
                if (frozen) {
                    changed.await();
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void start(Runnable task, String role) {
        Thread thread = new Thread(task, name + "-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is gone, which is all we want.
        }
    }
}
