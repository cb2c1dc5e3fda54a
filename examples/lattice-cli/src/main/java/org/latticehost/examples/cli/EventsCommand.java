package org.latticehost.examples.cli;

import io.cloudevents.CloudEvent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.client.LatticeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "events", description = "Shows events as they happen.")
final class EventsCommand extends LatticeCommand {
    private static final int WAITING = 10_000;

    @Option(
            names = {"-f", "--follow"},
            description = "Until interrupted; otherwise until --for is over.")
    boolean follow;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long, without --follow. Default: ${DEFAULT-VALUE}")
    long seconds;

    @Override
    void run(LatticeClient client) {
        BlockingQueue<CloudEvent> events = new ArrayBlockingQueue<>(WAITING);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        // Only handed over here: printing may block, and the listener must not. It ends with the client.
        var unused = client.events(events::offer);
        try {
            while (follow || System.nanoTime() < end) {
                long wait = follow ? TimeUnit.DAYS.toNanos(1) : end - System.nanoTime();
                CloudEvent event = events.poll(wait, TimeUnit.NANOSECONDS);
                if (event != null) {
                    print(EventText.line(event));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
