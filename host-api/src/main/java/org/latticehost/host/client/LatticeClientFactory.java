package org.latticehost.host.client;

import java.time.Duration;
import org.latticehost.host.spi.LatticeTransport;

/** Makes lattice clients; found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface LatticeClientFactory {

    /**
     * Makes a client.
     *
     * @param transport started by the caller, closed by the client
     */
    LatticeClient create(LatticeTransport transport, Settings settings);

    /**
     * The settings of a client.
     *
     * @param lattice its name
     * @param topicPrefix what subjects begin with
     * @param timeout for one answer
     * @param gatherWindow how long answers of several hosts are collected
     */
    record Settings(String lattice, String topicPrefix, Duration timeout, Duration gatherWindow) {}
}
