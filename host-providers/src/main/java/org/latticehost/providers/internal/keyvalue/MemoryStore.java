package org.latticehost.providers.internal.keyvalue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.latticehost.providers.keyvalue.KeyValueException;
import org.latticehost.providers.keyvalue.KeyValueStore;

/** Buckets in memory, bounded together. Thread-safe. */
final class MemoryStore implements KeyValueStore {
    private final Map<String, MemoryBucket> buckets = new ConcurrentHashMap<>();
    private final Room room;
    private final int page;

    MemoryStore(long maxBytes, int page) {
        this.room = new Room(maxBytes);
        this.page = page;
    }

    /** The bytes that are left. */
    static final class Room {
        private final long max;
        private final AtomicLong used = new AtomicLong();

        Room(long max) {
            this.max = max;
        }

        void take(long bytes) {
            if (bytes > 0 && used.addAndGet(bytes) > max) {
                used.addAndGet(-bytes);
                throw KeyValueException.other("the store is full: " + max + " bytes");
            }
            if (bytes < 0) {
                used.addAndGet(bytes);
            }
        }
    }

    /** What is only read needs no bucket. */
    private MemoryBucket existing(String bucket) {
        MemoryBucket found = buckets.get(bucket);
        return found == null ? MemoryBucket.EMPTY : found;
    }

    private MemoryBucket writable(String bucket) {
        return buckets.computeIfAbsent(bucket, name -> {
            room.take(MemoryBucket.OVERHEAD + 2L * name.length());
            return new MemoryBucket(room);
        });
    }

    @Override
    public Optional<byte[]> get(String bucket, String key) {
        return existing(bucket).get(key);
    }

    @Override
    public void set(String bucket, String key, byte[] value) {
        writable(bucket).set(key, value);
    }

    @Override
    public void delete(String bucket, String key) {
        existing(bucket).delete(key);
    }

    @Override
    public KeyPage listKeys(String bucket, OptionalLong cursor) {
        return existing(bucket).keys(cursor, page);
    }

    @Override
    public long increment(String bucket, String key, long delta) {
        return writable(bucket).increment(key, delta);
    }

    @Override
    public List<Optional<byte[]>> getMany(String bucket, List<String> keys) {
        MemoryBucket at = existing(bucket);
        return keys.stream().map(at::get).toList();
    }

    @Override
    public void close() {
        // Other links may use it; what is in it ends with the provider.
    }
}
