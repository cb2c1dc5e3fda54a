package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;

/** Opens buckets and knows their watches. */
final class NatsBuckets implements AutoCloseable {
    private static final int STREAM_NOT_FOUND = 10_059;

    private final NatsSettings settings;
    private final NatsLink link;
    private final NatsThreads threads;
    private final JetStreamOptions options;
    private final Set<NatsWatch> watches = ConcurrentHashMap.newKeySet();

    NatsBuckets(NatsSettings settings, NatsLink link, NatsThreads threads) {
        this.settings = settings;
        this.link = link;
        this.threads = threads;
        JetStreamOptions.Builder builder = JetStreamOptions.builder().requestTimeout(settings.requestTimeout());
        settings.jetStreamDomain().ifPresent(builder::domain);
        this.options = builder.build();
    }

    NatsBucket open(String name) {
        String attempt = "open bucket '" + name + "'";
        call(attempt, name, connection -> {
            openOrCreate(management(connection), name);
            return true;
        });
        return new NatsBucket(this, name);
    }

    Optional<NatsBucket> existing(String name) {
        try {
            call(
                    "find bucket '" + name + "'",
                    name,
                    connection -> management(connection).getStreamInfo(stream(name)));
            return Optional.of(new NatsBucket(this, name));
        } catch (TransportException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void openOrCreate(JetStreamManagement management, String name)
            throws IOException, JetStreamApiException {
        @Nullable Exception unreadable = null;
        try {
            long history =
                    management.getStreamInfo(stream(name)).getConfiguration().getMaxMsgsPerSubject();
            if (history >= 1) {
                return;
            }
            unreadable = new IOException("stream " + stream(name) + " keeps no last value for each subject");
        } catch (IOException | JetStreamApiException e) {
            unreadable = e; // missing, forbidden or late: creating decides
        }
        try {
            management.addStream(configuration(name));
        } catch (IOException | JetStreamApiException e) {
            e.addSuppressed(unreadable);
            throw e;
        }
    }

    /** What every host of the lattice sends, so that whoever comes second is not refused. */
    static StreamConfiguration configuration(String bucket) {
        return StreamConfiguration.builder()
                .name(stream(bucket))
                .description("")
                .subjects("$KV." + bucket + ".>")
                .maxMessagesPerSubject(1)
                .replicas(1)
                .storageType(StorageType.File)
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.New)
                .allowRollup(true)
                .denyDelete(true)
                .denyPurge(false)
                .allowDirect(true)
                .build();
    }

    static String stream(String bucket) {
        return "KV_" + bucket;
    }

    NatsSettings settings() {
        return settings;
    }

    NatsLink link() {
        return link;
    }

    NatsThreads threads() {
        return threads;
    }

    JetStreamOptions options() {
        return options;
    }

    JetStreamManagement management(Connection connection) throws IOException {
        return connection.jetStreamManagement(options);
    }

    void added(NatsWatch watch) {
        watches.add(watch);
    }

    void removed(NatsWatch watch) {
        watches.remove(watch);
    }

    /** Something that asks JetStream. */
    interface Call<T> {
        T on(Connection connection) throws IOException, JetStreamApiException, InterruptedException;
    }

    /** Waits for a connection, calls, and turns what jnats throws into a {@link TransportException}. */
    <T> T call(String attempt, String bucket, Call<T> call) {
        @Nullable Connection connection = link.await(settings.requestTimeout(), null);
        if (connection == null) {
            throw new TransportException("cannot " + attempt + ": not connected to "
                    + settings.control().url());
        }
        try {
            return call.on(connection);
        } catch (JetStreamApiException e) {
            throw failure(attempt, e);
        } catch (IOException | IllegalStateException e) {
            throw failure(attempt, bucket, connection, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted: " + attempt, e);
        }
    }

    private static TransportException failure(String attempt, JetStreamApiException e) {
        ErrorCode code = e.getApiErrorCode() == STREAM_NOT_FOUND ? ErrorCode.NOT_FOUND : ErrorCode.TRANSPORT;
        return new TransportException(code, "cannot " + attempt + ": " + e.getMessage(), e);
    }

    /** jnats reports a lost connection, a missing stream and a late answer alike. */
    private TransportException failure(String attempt, String bucket, Connection connection, Exception e) {
        if (e.getCause() instanceof JetStreamApiException api) {
            return failure(attempt, api);
        }
        link.requireOpen();
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            return new TransportException("cannot " + attempt + ": the connection was lost", e);
        }
        try {
            management(connection).getStreamInfo(stream(bucket));
        } catch (JetStreamApiException missing) {
            missing.addSuppressed(e);
            return failure(attempt, missing);
        } catch (IOException | IllegalStateException again) {
            e.addSuppressed(again);
        }
        return new TransportException(
                ErrorCode.TIMEOUT,
                "cannot " + attempt + ": JetStream does not answer (is it on, and the domain right?); limit "
                        + settings.requestTimeout().toMillis() + " ms",
                e);
    }

    @Override
    public void close() {
        watches.forEach(NatsWatch::close);
    }
}
