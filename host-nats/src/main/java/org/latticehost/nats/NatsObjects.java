package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.ObjectStore;
import io.nats.client.ObjectStoreManagement;
import io.nats.client.ObjectStoreOptions;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.ObjectMeta;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StorageType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;

/**
 * The object stores of JetStream behind a {@link NatsTransport}. The methods block, also for a connection; what cannot be
 * done is a {@link TransportException}, code {@code NOT_FOUND} if the store or the object is not there.
 *
 * <p>Thread-safe.
 */
public final class NatsObjects {
    private static final int NO_STREAM = 10059;
    private static final int NO_OBJECT = 404;
    private static final String STREAM_PREFIX = "OBJ_";

    private final NatsSettings settings;
    private final NatsLink link;

    NatsObjects(NatsSettings settings, NatsLink link) {
        this.settings = settings;
        this.link = link;
    }

    /**
     * How a store is made.
     *
     * @param maxAge of an object; zero for no limit
     * @param memory whether in memory, else in files
     * @param replicas 1 to 5
     * @param compressed whether its stream is
     */
    public record StoreSettings(Duration maxAge, boolean memory, int replicas, boolean compressed) {}

    /** What is known of an object. */
    public record Stored(Instant modified, long size) {}

    /** Something that asks JetStream. */
    private interface Call<T extends @Nullable Object> {
        T on(Connection connection)
                throws IOException, JetStreamApiException, InterruptedException, NoSuchAlgorithmException;
    }

    private <T extends @Nullable Object> T call(String attempt, Call<T> call) {
        Connection connection = link.await(settings.requestTimeout(), null);
        if (connection == null) {
            throw new TransportException("cannot " + attempt + ": not connected to "
                    + settings.control().url());
        }
        try {
            return call.on(connection);
        } catch (JetStreamApiException e) {
            boolean missing = e.getApiErrorCode() == NO_STREAM || e.getErrorCode() == NO_OBJECT;
            throw new TransportException(
                    missing ? ErrorCode.NOT_FOUND : ErrorCode.TRANSPORT,
                    "cannot " + attempt + ": " + e.getMessage(),
                    e);
        } catch (IOException | IllegalStateException | IllegalArgumentException | NoSuchAlgorithmException e) {
            throw new TransportException("cannot " + attempt + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted: " + attempt, e);
        }
    }

    private ObjectStoreOptions options() {
        ObjectStoreOptions.Builder builder = ObjectStoreOptions.builder().jsRequestTimeout(settings.requestTimeout());
        settings.jetStreamDomain().ifPresent(builder::jsDomain);
        return builder.build();
    }

    private ObjectStoreManagement management(Connection connection) throws IOException {
        return connection.objectStoreManagement(options());
    }

    private ObjectStore store(Connection connection, String name) throws IOException {
        return connection.objectStore(name, options());
    }

    /** Makes a store. One that is there already with the same settings stays as it is. */
    public void create(String store, StoreSettings how) {
        ObjectStoreConfiguration.Builder builder = ObjectStoreConfiguration.builder(store)
                .storageType(how.memory ? StorageType.Memory : StorageType.File)
                .replicas(how.replicas)
                .compression(how.compressed);
        if (!how.maxAge.isZero()) {
            builder.ttl(how.maxAge);
        }
        ObjectStoreConfiguration configuration = builder.build();
        call(
                "make object store '" + store + "'",
                connection -> management(connection).create(configuration));
    }

    /** When a store was made. */
    public Instant created(String store) {
        return call(
                "find object store '" + store + "'",
                connection -> connection
                        .jetStreamManagement(options().getJetStreamOptions())
                        .getStreamInfo(STREAM_PREFIX + store)
                        .getCreateTime()
                        .toInstant());
    }

    /** Whether there is such a store. */
    public boolean exists(String store) {
        try {
            Instant unused = created(store);
            return true;
        } catch (TransportException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Removes a store with all that is in it. */
    public void delete(String store) {
        call("delete object store '" + store + "'", connection -> {
            management(connection).delete(store);
            return store;
        });
    }

    /** The names of its objects, sorted. */
    public List<String> names(String store) {
        return call(
                "list object store '" + store + "'",
                connection -> store(connection, store).getList().stream()
                        .filter(info -> !info.isDeleted())
                        .map(ObjectInfo::getObjectName)
                        .sorted()
                        .toList());
    }

    /** What is known of an object; empty if there is none. */
    public Optional<Stored> find(String store, String object) {
        return call(
                "find an object of store '" + store + "'",
                connection -> Optional.ofNullable(store(connection, store).getInfo(object))
                        .filter(info -> !info.isDeleted())
                        .map(info -> new Stored(info.getModified().toInstant(), info.getSize())));
    }

    /** Copies an object into a stream. */
    public void get(String store, String object, OutputStream to) {
        call(
                "read an object of store '" + store + "'",
                connection -> store(connection, store).get(object, to));
    }

    /** Writes an object; what was there is replaced when all of it has been written. */
    public void put(String store, String object, InputStream from) {
        call(
                "write an object of store '" + store + "'",
                connection -> store(connection, store).put(ObjectMeta.objectName(object), from));
    }

    /** Removes an object. */
    public void delete(String store, String object) {
        call(
                "delete an object of store '" + store + "'",
                connection -> store(connection, store).delete(object));
    }
}
