package org.latticehost.examples.cli;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.latticehost.host.event.LatticeEvents;

/** Events as lines. */
final class EventText {
    private EventText() {}

    static String line(CloudEvent event) {
        return event.getTime() + " " + event.getSource() + " " + LatticeEvents.name(event.getType()) + " "
                + data(event);
    }

    static String data(CloudEvent event) {
        return event.getData() == null ? "" : new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }
}
