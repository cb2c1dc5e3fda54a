package org.latticehost.host.spi;

import java.util.Optional;

/**
 * Connects a host to its lattice: messages and key-value buckets. One transport serves one host; several hosts share
 * what is behind it (a broker, an in-memory lattice).
 *
 * <p>Thread-safe. An implementation proves itself with {@code LatticeTransportContract} of {@code host-testkit}.
 */
public interface LatticeTransport extends AutoCloseable {

    /**
     * Begins to connect. Returns without waiting for the peer: what is sent meanwhile is kept or fails as
     * {@link MessageBus} says. Tries until it succeeds or {@link #close} is called. Called once; buses and buckets work
     * from then on, and throw {@link IllegalStateException} before.
     *
     * @param listener told about every change of the connection
     * @throws IllegalStateException if called again
     * @throws org.latticehost.host.error.TransportException only for what cannot get better by waiting (bad address,
     *     unreadable credentials)
     */
    void start(ConnectionListener listener);

    /** The connection for control messages and events. */
    MessageBus control();

    /** The connection for calls; may be the same. */
    MessageBus rpc();

    /**
     * Opens a bucket, making it if it does not exist. Blocks up to the request timeout, also for the connection. If the
     * bucket is deleted later, calling this again makes it anew, and everything opened before works with the new one.
     *
     * @param name letters, digits, {@code _} and {@code -}
     * @throws IllegalArgumentException for any other name
     * @throws org.latticehost.host.error.TransportException if that is not possible now
     */
    KeyValueBucket bucket(String name);

    /** Whether there is a connection now; if there are two, both. */
    boolean connected();

    /** How peers may reach the control connection: {@code nats://127.0.0.1:4222}, {@code memory:name}. No secrets. */
    String controlUrl();

    /** How peers may reach the connection for calls. */
    String rpcUrl();

    /** The JetStream domain, for transports that have one. */
    default Optional<String> domain() {
        return Optional.empty();
    }

    /**
     * Sends what is waiting, ends all subscriptions and watches, fails requests under way and disconnects. Blocks a few
     * seconds at most. Leaves no thread. Everything fails afterwards with a
     * {@link org.latticehost.host.error.TransportException}, code {@code HOST_STOPPED}. Harmless when repeated. The
     * listener hears nothing of it.
     */
    @Override
    void close();

    /**
     * Told about the connection, beginning with the first {@link #connected}, in turns. Called for one change after the
     * other on a thread of the transport; must not block. What it throws is logged.
     */
    interface ConnectionListener {

        /** Connected, for the first time or again: all subscriptions are active, what was kept has been sent. */
        void connected();

        /** The connection was lost; the transport tries to get it back by itself. */
        void disconnected(String reason);
    }
}
