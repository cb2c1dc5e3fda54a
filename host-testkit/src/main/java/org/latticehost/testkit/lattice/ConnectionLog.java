package org.latticehost.testkit.lattice;

import java.util.List;
import org.latticehost.host.spi.LatticeTransport.ConnectionListener;

/** Writes down what a transport tells about its connection: {@code connected}, {@code disconnected}. Thread-safe. */
public final class ConnectionLog implements ConnectionListener {
    private final Received<String> events = new Received<>();

    /** An empty log. */
    public ConnectionLog() {}

    @Override
    public void connected() {
        events.accept("connected");
    }

    @Override
    public void disconnected(String reason) {
        events.accept("disconnected");
    }

    /** Waits for the next event. */
    public String next() {
        return events.next();
    }

    /** What was told up to now and not asked for. */
    public List<String> soFar() {
        return events.soFar();
    }
}
