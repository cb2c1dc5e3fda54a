package org.latticehost.core.memory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;

/** A bucket as one transport sees it. */
final class InMemoryBucket implements KeyValueBucket {
    private final InMemoryTransport transport;
    private final MemoryBucket bucket;

    InMemoryBucket(InMemoryTransport transport, MemoryBucket bucket) {
        this.transport = transport;
        this.bucket = bucket;
    }

    @Override
    public String name() {
        return bucket.name();
    }

    @Override
    public Optional<Entry> get(String key) {
        connected("get", LatticeNames.requireKey(key));
        return Optional.ofNullable(bucket.get(key));
    }

    @Override
    public long put(String key, byte[] value) {
        InMemoryBus.requireFits(LatticeNames.requireKey(key), value);
        connected("put", key);
        return bucket.put(key, value);
    }

    @Override
    public OptionalLong update(String key, byte[] value, long revision) {
        if (revision < 0) {
            throw new IllegalArgumentException("revision must be at least 0, not " + revision);
        }
        InMemoryBus.requireFits(LatticeNames.requireKey(key), value);
        connected("update", key);
        return bucket.update(key, value, revision);
    }

    @Override
    public void delete(String key) {
        connected("delete", LatticeNames.requireKey(key));
        bucket.remove(key, Operation.DELETE);
    }

    @Override
    public void purge(String key) {
        connected("purge", LatticeNames.requireKey(key));
        bucket.remove(key, Operation.PURGE);
    }

    @Override
    public List<String> keys() {
        connected("list", "keys");
        return bucket.keys();
    }

    @Override
    public LatticeSubscription watch(String pattern, Watcher watcher) {
        LatticeNames.requireKeyPattern(pattern);
        BucketWatch watch = new BucketWatch(transport, bucket, pattern, watcher);
        transport.added(watch);
        return watch;
    }

    private void connected(String what, String key) {
        transport.requireConnected(what + " '" + key + "' in bucket '" + bucket.name() + "'");
    }
}
