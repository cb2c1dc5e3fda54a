package org.latticehost.providers.internal.keyvalue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.latticehost.providers.keyvalue.DecimalText;
import org.latticehost.providers.keyvalue.KeyValueStore.KeyPage;

/** One bucket. Keys are listed in the order in which they came, which no change of another key disturbs. Thread-safe. */
final class MemoryBucket {
    /** Roughly what an entry costs beside its text and bytes. */
    static final int OVERHEAD = 128;

    static final MemoryBucket EMPTY = new MemoryBucket(new MemoryStore.Room(0));

    private final MemoryStore.Room room;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, String> order = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();

    MemoryBucket(MemoryStore.Room room) {
        this.room = room;
    }

    @SuppressWarnings("ArrayRecordComponent") // given and taken as it is
    private record Entry(long number, byte[] value) {}

    Optional<byte[]> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    void set(String key, byte[] value) {
        entries.compute(key, (k, old) -> put(k, old, value));
    }

    void delete(String key) {
        entries.computeIfPresent(key, (k, old) -> {
            room.take(-cost(k, old.value));
            order.remove(old.number);
            return null;
        });
    }

    long increment(String key, long delta) {
        Entry sum = entries.compute(key, (k, old) -> {
            long before = old == null ? 0 : DecimalText.parse(old.value);
            return put(k, old, DecimalText.of(DecimalText.add(before, delta)));
        });
        return DecimalText.parse(sum.value);
    }

    KeyPage keys(OptionalLong cursor, int max) {
        List<String> keys = new ArrayList<>();
        long last = cursor.orElse(0);
        for (Map.Entry<Long, String> each : order.tailMap(last, false).entrySet()) {
            if (keys.size() == max) {
                return new KeyPage(keys, OptionalLong.of(last));
            }
            keys.add(each.getValue());
            last = each.getKey();
        }
        return new KeyPage(keys, OptionalLong.empty());
    }

    private Entry put(String key, @Nullable Entry old, byte[] value) {
        if (old != null) {
            room.take((long) value.length - old.value.length);
            return new Entry(old.number, value);
        }
        room.take(cost(key, value));
        long number = numbers.incrementAndGet();
        order.put(number, key);
        return new Entry(number, value);
    }

    private static long cost(String key, byte[] value) {
        return OVERHEAD + 2L * key.length() + value.length;
    }
}
