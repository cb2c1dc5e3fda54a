package org.latticehost.core.internal.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.thread.Lane;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.spi.EventSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives events to the lattice and then to the embedder's sinks, all in one order.
 *
 * <p>The lattice gets an event before {@link #publish} returns, so that whoever gets a reply has been sent the event. It
 * gets none before the host has joined it: its members then learn of the host, and from the heartbeat of what runs on it.
 * The embedder's sinks get events on a thread of their own: they may block, or give commands to the host.
 *
 * <p>Thread-safe.
 */
public final class EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final String hostId;
    private final Clock clock;
    private final EventSink lattice;
    private final EventSink embedder;
    private final Lane lane;
    private final ReentrantLock order = new ReentrantLock();
    private volatile boolean joined;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    public EventPublisher(String hostId, Clock clock, EventSink lattice, EventSink embedder, Executor threads) {
        this.hostId = hostId;
        this.clock = clock;
        this.lattice = lattice;
        this.embedder = embedder;
        this.lane = new Lane(threads);
    }

    /** The host is a member of the lattice: events go there from now on. */
    public void joined() {
        joined = true;
    }

    /** Publishes an event to the lattice alone, because the embedder's sinks know it already. */
    public void announce(String name, ObjectNode data) {
        RuntimeException failure = offer(event(name, data));
        if (failure != null) {
            LOG.atWarn()
                    .addKeyValue("host_id", hostId)
                    .addKeyValue("error", failure.toString())
                    .log("failed to publish `{}` event", name);
        }
    }

    /**
     * Publishes an event.
     *
     * @param name the part of the type after the prefix: {@code host_started}
     * @throws TransportException if the lattice could not be given it; the embedder's sinks get it all the same
     */
    public void publish(String name, ObjectNode data) {
        CloudEvent event = event(name, data);
        RuntimeException failure = null;
        order.lock(); // the transport's publish does not block and calls nobody back
        try {
            failure = offer(event);
            last = lane.run(() -> embedder.publish(event));
        } finally {
            order.unlock();
        }
        if (failure != null) {
            throw new TransportException("failed to publish `" + name + "` event", failure);
        }
    }

    /** Publishes an event of which nobody waits for a reply: that the lattice could not be given it is logged. */
    public void tell(String name, ObjectNode data) {
        try {
            publish(name, data);
        } catch (TransportException e) {
            LOG.atWarn()
                    .addKeyValue("host_id", hostId)
                    .addKeyValue("error", e.toString())
                    .log(e.getMessage());
        }
    }

    /** Completes when the embedder's sinks have got everything published so far. */
    public CompletableFuture<?> drained() {
        order.lock();
        try {
            return last;
        } finally {
            order.unlock();
        }
    }

    private @Nullable RuntimeException offer(CloudEvent event) {
        if (!joined) {
            return null;
        }
        try {
            lattice.publish(event);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private CloudEvent event(String name, ObjectNode data) {
        Instant now = clock.instant();
        return CloudEventBuilder.v1()
                .withId(Ulid.next(now.toEpochMilli()))
                .withType(LatticeEvents.PREFIX + name)
                .withSource(URI.create(hostId))
                .withTime(now.atOffset(ZoneOffset.UTC))
                .withData("application/json", Json.bytes(Json.sorted(data)))
                .build();
    }
}
