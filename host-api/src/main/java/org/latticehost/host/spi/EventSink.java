package org.latticehost.host.spi;

import io.cloudevents.CloudEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the state changes of a host as CloudEvents. The host publishes to the lattice through one and to any number
 * given to the builder.
 *
 * <p>Called from one thread at a time per host, in the order of the events; may block shortly. What it throws is logged
 * with the sink's class and does not stop the others.
 */
@FunctionalInterface
public interface EventSink {

    /** Takes an event. */
    void publish(CloudEvent event);

    /** A sink that gives every event to each of the given ones, in order; a failing one does not stop the rest. */
    static EventSink all(List<EventSink> sinks) {
        List<EventSink> each = List.copyOf(sinks);
        Logger log = LoggerFactory.getLogger(EventSink.class);
        return event -> {
            for (EventSink sink : each) {
                try {
                    sink.publish(event);
                } catch (RuntimeException e) {
                    log.warn("event sink {} failed on {}", sink.getClass().getName(), event.getType(), e);
                }
            }
        };
    }
}
