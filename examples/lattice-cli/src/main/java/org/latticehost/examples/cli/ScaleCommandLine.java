package org.latticehost.examples.cli;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ScaleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "scale", description = "Starts a component, changes how many calls it may serve at once, or stops it.")
final class ScaleCommandLine extends LatticeCommand {
    private static final int EVENTS = 1_000;

    @Parameters(paramLabel = "ID", description = "Id of the component.")
    String id = "";

    @Parameters(paramLabel = "REFERENCE", description = "Its artifact: registry.example/hello:1 or file:///hello.wasm.")
    String reference = "";

    @Option(
            names = {"-n", "--count"},
            defaultValue = "1",
            description = "Calls at once; 0 stops the component. Default: ${DEFAULT-VALUE}")
    long count;

    @Option(names = "--host", defaultValue = "", description = "Id of a host, or part of its name.")
    String host = "";

    @Option(names = "--config", paramLabel = "NAME", description = "Named configuration; may be repeated.")
    List<String> config = List.of();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for the outcome. Default: ${DEFAULT-VALUE}")
    long waitSeconds;

    @Override
    void run(LatticeClient client) {
        String hostId = host(client, host).id();
        BlockingQueue<CloudEvent> events = new ArrayBlockingQueue<>(EVENTS);
        // Before the request, so that the outcome is not missed; ends with the client.
        var unused = client.events(event -> {
            if (event.getSource().toString().equals(hostId)) {
                events.offer(event);
            }
        });
        if (count == 0) {
            client.stopComponent(hostId, id);
        } else {
            ScaleCommand command = ScaleCommand.of(id, Artifact.reference(reference))
                    .maxInstances(count)
                    .config(config);
            String remark = client.scale(hostId, command);
            if (!remark.isEmpty()) {
                print(remark);
            }
        }
        print(outcome(events));
    }

    private String outcome(BlockingQueue<CloudEvent> events) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
        try {
            while (true) {
                CloudEvent event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new CommandException(
                            ErrorCode.TIMEOUT, "the host has not said within " + waitSeconds + " s what became of it");
                }
                String data = EventText.data(event);
                if (!data.contains("\"component_id\":\"" + id + "\"")) {
                    continue;
                }
                if (event.getType().equals(LatticeEvents.COMPONENT_SCALED)) {
                    return count == 0 ? id + " stopped" : id + " scaled to " + count;
                }
                if (event.getType().equals(LatticeEvents.COMPONENT_SCALE_FAILED)) {
                    throw new CommandException("the host could not scale " + id + ": " + data);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ErrorCode.TIMEOUT, "interrupted while waiting for the host");
        }
    }
}
