package org.latticehost.testkit.capability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;

/** A component that keeps the messages its handler gets. Thread-safe. */
public final class RecordingComponent implements ComponentTarget {
    private final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
    private volatile Consumer<Received> then = message -> {};

    /** A component that has got nothing yet. */
    public RecordingComponent() {}

    /**
     * A message as the handler got it.
     *
     * @param function what was called
     * @param telemetry the trace that the call belongs to
     */
    public record Received(String function, String subject, String body, Optional<String> replyTo, Context telemetry) {}

    /** What the handler does with each message. */
    public void then(Consumer<Received> action) {
        then = action;
    }

    /** The next message; waits some seconds. */
    public Received next() throws InterruptedException {
        Received message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    /** How many wait to be taken. */
    public int waiting() {
        return messages.size();
    }

    @Override
    public String componentId() {
        return LinkedProvider.COMPONENT;
    }

    @Override
    public boolean running() {
        return true;
    }

    @Override
    public HttpHandler http() {
        throw new AssertionError("the provider sends HTTP requests");
    }

    @Override
    public CompletionStage<@Nullable Object> call(
            String interfaceName, String function, List<Object> args, Context telemetry) {
        WitRecord message = (WitRecord) Objects.requireNonNull(args.get(0));
        Received received = new Received(
                interfaceName + "#" + function,
                (String) message.get("subject"),
                new String((byte[]) message.get("body"), UTF_8),
                ((Optional<?>) message.get("reply-to")).map(String.class::cast),
                telemetry);
        messages.add(received);
        then.accept(received);
        return CompletableFuture.completedFuture(WitResult.ok());
    }
}
