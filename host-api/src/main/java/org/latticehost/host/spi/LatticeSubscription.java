package org.latticehost.host.spi;

/** An active subscription. Thread-safe. */
public interface LatticeSubscription extends AutoCloseable {

    /** The subject subscribed to. */
    String subject();

    /** Whether messages can still arrive. */
    boolean active();

    /** Stops receiving: no handler call begins after this returns. Harmless when repeated. */
    @Override
    void close();
}
