package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to connect in the background, with growing pauses, until it succeeds or is ended. */
final class NatsConnector {
    private static final Logger LOG = LoggerFactory.getLogger(NatsConnector.class);

    private final NatsSettings settings;
    private final NatsSettings.Peer peer;
    private final NatsThreads threads;
    private final Consumer<Connection> arrived;
    private volatile boolean ended;

    NatsConnector(NatsSettings settings, NatsSettings.Peer peer, NatsThreads threads, Consumer<Connection> arrived) {
        this.settings = settings;
        this.peer = peer;
        this.threads = threads;
        this.arrived = arrived;
    }

    /** Begins; the first attempt of all, number 0, without a pause. */
    void begin(Options options, int attempt) {
        Duration pause =
                attempt == 0 ? Duration.ZERO : settings.reconnect().before(attempt - 1, ThreadLocalRandom.current());
        threads.job(pause, () -> connect(options, attempt));
    }

    private void connect(Options options, int attempt) {
        if (ended) {
            return;
        }
        Connection connection;
        try {
            connection = Nats.connect(options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            report(attempt, e);
            begin(options, attempt + 1);
            return;
        }
        arrived.accept(connection);
    }

    private void report(int attempt, Exception e) {
        if (attempt == 0) {
            LOG.atWarn()
                    .addKeyValue("connection", peer.clientName())
                    .addKeyValue("servers", peer.servers())
                    .addKeyValue("reason", e.getMessage())
                    .log("cannot connect to NATS; trying on");
        } else {
            LOG.debug("cannot connect '{}' to NATS, attempt {}: {}", peer.clientName(), attempt, e.getMessage());
        }
    }

    /** Begins no further attempt. */
    void end() {
        ended = true;
    }

    /** Closes a connection that may be broken. */
    static void close(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debug("closing a connection", e);
        }
    }
}
