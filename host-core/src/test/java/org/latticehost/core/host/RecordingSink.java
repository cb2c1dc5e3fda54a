package org.latticehost.core.host;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.spi.EventSink;

/** Keeps the events it is given. */
final class RecordingSink implements EventSink {
    private final List<CloudEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void publish(CloudEvent event) {
        events.add(event);
    }

    List<String> names() {
        return events.stream().map(e -> LatticeEvents.name(e.getType())).toList();
    }

    List<String> namesFrom(String hostId) {
        return events.stream()
                .filter(e -> e.getSource().toString().equals(hostId))
                .map(e -> LatticeEvents.name(e.getType()))
                .toList();
    }

    /** The data of the last event of that name. */
    String data(String name) {
        return events.stream()
                .filter(e -> LatticeEvents.name(e.getType()).equals(name))
                .reduce((a, b) -> b)
                .map(e ->
                        Json.read(Objects.requireNonNull(e.getData()).toBytes()).toString())
                .orElse("no " + name + " in " + names());
    }
}
