package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueOptions;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.api.KeyValueOperation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;

/** A bucket in JetStream. */
final class NatsBucket implements KeyValueBucket {
    private static final int WRONG_LAST_SEQUENCE = 10_071;
    private static final byte[] EMPTY = new byte[0];

    private record Opened(Connection connection, KeyValue keyValue) {}

    private interface Action<T> {
        T in(KeyValue keyValue) throws IOException, JetStreamApiException, InterruptedException;
    }

    private final NatsBuckets buckets;
    private final String name;
    private volatile @Nullable Opened opened;

    NatsBucket(NatsBuckets buckets, String name) {
        this.buckets = buckets;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Entry> get(String key) {
        LatticeNames.requireKey(key);
        @Nullable KeyValueEntry found = call("get", key, keyValue -> Optional.ofNullable(keyValue.get(key)))
                .orElse(null);
        return found == null ? Optional.empty() : Optional.of(entry(found));
    }

    @Override
    public long put(String key, byte[] value) {
        requireFits(LatticeNames.requireKey(key), value);
        return call("put", key, keyValue -> keyValue.put(key, value));
    }

    @Override
    public OptionalLong update(String key, byte[] value, long revision) {
        if (revision < 0) {
            throw new IllegalArgumentException("revision must be at least 0, not " + revision);
        }
        requireFits(LatticeNames.requireKey(key), value);
        return call("update", key, keyValue -> {
            try {
                // create looks behind the marker of a removed key, which update with 0 would not.
                long written = revision == 0 ? keyValue.create(key, value) : keyValue.update(key, value, revision);
                return OptionalLong.of(written);
            } catch (JetStreamApiException e) {
                if (e.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
                    return OptionalLong.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void delete(String key) {
        LatticeNames.requireKey(key);
        call("delete", key, keyValue -> {
            keyValue.delete(key);
            return true;
        });
    }

    @Override
    public void purge(String key) {
        LatticeNames.requireKey(key);
        call("purge", key, keyValue -> {
            keyValue.purge(key);
            return true;
        });
    }

    @Override
    public List<String> keys() {
        return call("list", "keys", KeyValue::keys);
    }

    @Override
    public LatticeSubscription watch(String pattern, Watcher watcher) {
        LatticeNames.requireKeyPattern(pattern);
        buckets.link().requireOpen();
        NatsWatch watch = new NatsWatch(buckets, name, pattern, watcher);
        watch.begin();
        return watch;
    }

    private void requireFits(String key, byte[] value) {
        NatsMessages.requireFits(key, value.length, buckets.link().maxPayload());
    }

    private <T> T call(String what, String key, Action<T> action) {
        String attempt = what + " '" + key + "' in bucket '" + name + "'";
        return buckets.call(attempt, name, connection -> action.in(on(connection)));
    }

    private KeyValue on(Connection connection) throws IOException {
        Opened last = opened;
        if (last == null || last.connection() != connection) {
            KeyValueOptions options = KeyValueOptions.builder()
                    .jetStreamOptions(buckets.options())
                    .build();
            last = new Opened(connection, connection.keyValue(name, options));
            opened = last;
        }
        return last.keyValue();
    }

    static Entry entry(KeyValueEntry entry) {
        byte[] value = entry.getValue();
        Operation operation = operation(entry.getOperation());
        return new Entry(entry.getKey(), value == null ? EMPTY : value, entry.getRevision(), operation);
    }

    private static Operation operation(KeyValueOperation operation) {
        return switch (operation) {
            case PUT -> Operation.PUT;
            case DELETE -> Operation.DELETE;
            case PURGE -> Operation.PURGE;
        };
    }
}
