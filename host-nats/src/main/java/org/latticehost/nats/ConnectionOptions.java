package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Options;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a jnats connection. */
final class ConnectionOptions {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionOptions.class);

    private ConnectionOptions() {}

    /** Reads files: throws {@link org.latticehost.host.error.TransportException} if one cannot be used. */
    static Options of(
            NatsSettings settings, NatsSettings.Peer peer, NatsThreads threads, BiConsumer<Connection, String> lost) {
        peer.credentials().check();
        Options.Builder options = new Options.Builder()
                .servers(peer.servers().toArray(String[]::new))
                .noRandomize()
                // The others turn names into addresses first, and certificates would be compared with those.
                .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs)
                .ignoreDiscoveredServers()
                .connectionName(peer.clientName())
                .connectionTimeout(settings.connectTimeout())
                .pingInterval(settings.pingInterval())
                .maxPingsOut(2)
                .maxReconnects(0)
                .reconnectBufferSize(0) // nothing is kept in a connection that will not come back
                .supportUTF8Subjects()
                .inboxPrefix(settings.inboxPrefix())
                .executor(threads.jobs())
                .callbackExecutor(threads.jobs())
                .scheduledExecutor(threads.timer())
                .connectionListener(new Lifecycle(lost))
                .errorListener(new Errors(peer.clientName()));
        peer.credentials().useIn(options);
        if (peer.tls()) {
            options.sslContext(NatsTls.context(settings.caCertificates()));
        }
        return options.build();
    }

    private record Lifecycle(BiConsumer<Connection, String> lost) implements ConnectionListener {
        @Override
        @SuppressWarnings("deprecation") // the method with more arguments calls this one; this one has to exist
        public void connectionEvent(Connection connection, Events type) {
            if (type == Events.DISCONNECTED || type == Events.CLOSED) {
                String error = connection.getLastError();
                lost.accept(connection, error == null || error.isEmpty() ? "disconnected" : error);
            }
        }
    }

    private record Errors(String connection) implements ErrorListener {
        @Override
        public void errorOccurred(Connection jnats, String error) {
            LOG.atWarn()
                    .addKeyValue("connection", connection)
                    .addKeyValue("error", error)
                    .log("NATS server reports");
        }

        @Override
        public void exceptionOccurred(Connection jnats, Exception e) {
            LOG.debug("connection '{}'", connection, e);
        }

        @Override
        public void slowConsumerDetected(Connection jnats, Consumer consumer) {
            LOG.atWarn().addKeyValue("connection", connection).log("messages are dropped: handlers are too slow");
        }
    }
}
