package org.latticehost.core.internal.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.host.client.LatticeClientFactory;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;

/** Sends requests of the control interface: to one host, or to all at once. Thread-safe. */
final class Requester {
    private static final byte[] NOTHING = new byte[0];

    private final MessageBus bus;
    private final String base;
    private final Duration timeout;
    private final Duration gatherWindow;

    Requester(MessageBus bus, LatticeClientFactory.Settings settings) {
        this.bus = bus;
        this.base = settings.topicPrefix() + ".v1." + settings.lattice() + ".";
        this.timeout = settings.timeout();
        this.gatherWindow = settings.gatherWindow();
    }

    /** The answer of one host; fails if it refuses. */
    CompletionStage<ControlReply> ask(String operation, @Nullable JsonNode body) {
        try {
            return bus.request(message(operation, body), timeout)
                    .thenApply(answer -> ControlReply.read(answer.payload()).orFail(operation));
        } catch (HostException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What all hosts answer within the gather window; none if nobody listens. What makes no sense is left out. */
    CompletionStage<List<ControlReply>> gather(String operation, @Nullable JsonNode body) {
        ConcurrentLinkedQueue<ControlReply> answers = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> nobody = new CompletableFuture<>();
        String inbox = bus.newInbox();
        LatticeSubscription subscription;
        try {
            subscription = bus.subscribe(inbox, null, answer -> {
                if (answer.noResponders()) {
                    nobody.complete(null);
                    return;
                }
                try {
                    answers.add(ControlReply.read(answer.payload()));
                } catch (HostException e) {
                    return; // one host that talks nonsense must not hide the others
                }
            });
            bus.publish(message(operation, body).withReplyTo(inbox));
        } catch (HostException | IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return nobody.completeOnTimeout(null, gatherWindow.toNanos(), TimeUnit.NANOSECONDS)
                .thenApply(done -> {
                    subscription.close();
                    return List.copyOf(answers);
                });
    }

    /** Tells all hosts, without an answer. */
    void tell(String operation, JsonNode body) throws TransportException {
        bus.publish(message(operation, body));
    }

    private LatticeMessage message(String operation, @Nullable JsonNode body) {
        return LatticeMessage.of(base + operation, body == null ? NOTHING : Json.bytes(body));
    }
}
