package org.latticehost.providers.internal.http;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bound address and its routes. Closing it frees the address at once; requests that run go on, and with the last of
 * them the connections end. Thread-safe.
 */
final class Binding {
    private final HttpServer server;
    private final RouteTable routes;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicBoolean removed = new AtomicBoolean();
    private final Port connector;
    private volatile boolean closing;

    Binding(HttpServer server, Port connector, RouteTable routes) {
        this.server = server;
        this.connector = connector;
        this.routes = routes;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    RouteTable routes() {
        return routes;
    }

    boolean closing() {
        return closing;
    }

    void requestBegins() {
        running.incrementAndGet();
    }

    void requestEnds() {
        if (running.decrementAndGet() == 0 && closing) {
            remove();
        }
    }

    void close() {
        closing = true;
        connector.release();
        if (running.get() == 0) {
            remove();
        }
    }

    private void remove() {
        if (removed.compareAndSet(false, true)) {
            server.remove(connector);
        }
    }
}
