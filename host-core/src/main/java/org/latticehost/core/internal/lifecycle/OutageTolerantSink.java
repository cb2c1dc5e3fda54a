package org.latticehost.core.internal.lifecycle;

import io.cloudevents.CloudEvent;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.LatticeTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets commands succeed while the lattice is away: the transport keeps events for later, and what does not fit is dropped;
 * the heartbeat at the return tells everything anyway. Thread-safe.
 */
final class OutageTolerantSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(OutageTolerantSink.class);

    private final EventSink lattice;
    private final LatticeTransport transport;

    OutageTolerantSink(EventSink lattice, LatticeTransport transport) {
        this.lattice = lattice;
        this.transport = transport;
    }

    @Override
    public void publish(CloudEvent event) {
        try {
            lattice.publish(event);
        } catch (TransportException e) {
            if (transport.connected()) {
                throw e;
            }
            LOG.debug("event {} is dropped, the lattice is away: {}", event.getType(), e.getMessage());
        }
    }
}
