package org.latticehost.core.internal.event;

import io.cloudevents.CloudEvent;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events to the lattice: {@code wasmbus.evt.LATTICE.NAME} on the control connection. */
public final class LatticeEventSink implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(LatticeEventSink.class);

    private final MessageBus control;
    private final String subjectPrefix;

    public LatticeEventSink(MessageBus control, String lattice) {
        this.control = control;
        this.subjectPrefix = "wasmbus.evt." + lattice + ".";
    }

    @Override
    public void publish(CloudEvent event) {
        byte[] payload = EventJson.structured(event);
        if (payload.length > control.maxPayload()) {
            LOG.warn(
                    "event {} is larger than a message may be: {} of {} bytes; it may be refused",
                    event.getType(),
                    payload.length,
                    control.maxPayload());
        }
        control.publish(LatticeMessage.of(subjectPrefix + LatticeEvents.name(event.getType()), payload));
    }
}
