package org.latticehost.natsproviders;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.nats.NatsTransport;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.keyvalue.DecimalText;
import org.latticehost.providers.keyvalue.KeyValueException;
import org.latticehost.providers.keyvalue.KeyValueException.Kind;
import org.latticehost.providers.keyvalue.KeyValueStore;

/** The buckets of JetStream that one link leads to. Thread-safe. */
final class NatsStore implements KeyValueStore {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int ATTEMPTS = 60;
    private static final int LONGEST_PAUSE_MILLIS = 50;

    private final NatsTransport transport;
    private final String linkName;
    private final Optional<String> configured;
    private final boolean create;
    private final Map<String, KeyValueBucket> buckets = new ConcurrentHashMap<>();

    private NatsStore(NatsTransport transport, BackendLink link) {
        this.transport = transport;
        this.linkName = link.name();
        this.configured = link.text("bucket");
        this.create = link.flag("enable_bucket_auto_create");
    }

    /** Connects, and opens the bucket that the link names, if it names one. */
    static NatsStore open(BackendLink link) {
        link.text("bucket").filter(name -> !BUCKET.matcher(name).matches()).ifPresent(name -> {
            throw new ConfigurationException("bucket must be 1 to 128 letters, digits, '_' or '-', got '" + name + "'");
        });
        NatsStore store = new NatsStore(LinkConnection.open(link, "cluster_uri"), link);
        try {
            if (store.configured.isPresent()
                    && store.find(store.configured.get()).isEmpty()) {
                throw new ConfigurationException("there is no bucket '" + store.configured.get()
                        + "'; make it, or set enable_bucket_auto_create to true");
            }
            return store;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Links that name a bucket call it by their own name; the others leave the choice to the guest. */
    private <T> T in(String name, Function<KeyValueBucket, T> action) {
        if (configured.isPresent() && !name.equals(linkName) && !name.equals(configured.get())) {
            throw new KeyValueException(Kind.NO_SUCH_STORE, "this link leads to one bucket");
        }
        String bucket = configured.orElse(name);
        try {
            return action.apply(find(bucket)
                    .orElseThrow(() -> new KeyValueException(Kind.NO_SUCH_STORE, "no bucket '" + bucket + "'")));
        } catch (IllegalArgumentException e) {
            throw KeyValueException.other(String.valueOf(e.getMessage()), e);
        } catch (TransportException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                buckets.remove(bucket);
            }
            throw KeyValueException.other(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<KeyValueBucket> find(String name) {
        KeyValueBucket known = buckets.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (!BUCKET.matcher(name).matches()) {
            return Optional.empty();
        }
        Optional<KeyValueBucket> found = create ? Optional.of(transport.bucket(name)) : transport.existingBucket(name);
        found.ifPresent(bucket -> buckets.put(name, bucket));
        return found;
    }

    @Override
    public Optional<byte[]> get(String bucket, String key) {
        return in(bucket, at -> at.get(key).map(KeyValueBucket.Entry::value));
    }

    @Override
    public void set(String bucket, String key, byte[] value) {
        long unused = in(bucket, at -> at.put(key, value));
    }

    @Override
    public void delete(String bucket, String key) {
        in(bucket, at -> {
            at.purge(key);
            return at;
        });
    }

    @Override
    public KeyPage listKeys(String bucket, OptionalLong cursor) {
        List<String> keys = in(bucket, KeyValueBucket::keys);
        return new KeyPage(keys.stream().skip(Math.max(0, cursor.orElse(0))).toList(), OptionalLong.empty());
    }

    @Override
    public long increment(String bucket, String key, long delta) {
        return in(bucket, at -> increment(at, key, delta));
    }

    private static long increment(KeyValueBucket bucket, String key, long delta) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<KeyValueBucket.Entry> entry = bucket.get(key);
            byte[] before = entry.map(KeyValueBucket.Entry::value).orElse(new byte[0]);
            long sum = DecimalText.add(before.length == 0 ? 0 : DecimalText.parse(before), delta);
            long revision = entry.map(KeyValueBucket.Entry::revision).orElse(0L);
            if (bucket.update(key, DecimalText.of(sum), revision).isPresent()) {
                return sum;
            }
            pause(attempt);
        }
        throw KeyValueException.other("too many others changed '" + key + "' at the same time");
    }

    /** Writers that met each other come back at different times. */
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, Math.min(LONGEST_PAUSE_MILLIS, 2 + attempt * 2)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KeyValueException.other("interrupted", e);
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
