package org.latticehost.core.internal.bucket;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;

/** What a bucket held when it was last seen, byte for byte, and which of it the bucket has lost since. Thread-safe. */
final class LocalCopy {
    @SuppressWarnings("ArrayRecordComponent") // shared with the transport, never compared
    private record Kept(byte[] value, long revision) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();

    /** Takes in what a watch told, or what was written. */
    void take(Entry entry) {
        lock.lock();
        try {
            if (entry.operation() == Operation.PUT) {
                kept.put(entry.key(), new Kept(entry.value(), entry.revision()));
                lost.remove(entry.key());
            } else if (entry.revision() != 0) {
                kept.remove(entry.key()); // somebody wanted that
                lost.remove(entry.key());
            } else if (kept.containsKey(entry.key())) {
                lost.add(entry.key());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what was written here, unless the watch told something newer meanwhile. */
    void wrote(Entry entry) {
        lock.lock();
        try {
            Kept before = kept.get(entry.key());
            if (before == null || before.revision < entry.revision() || lost.contains(entry.key())) {
                take(entry);
            }
        } finally {
            lock.unlock();
        }
    }

    /** All keys. */
    List<String> keys() {
        lock.lock();
        try {
            return List.copyOf(kept.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Keys that vanished with their bucket and were not put back yet. */
    List<String> lost() {
        lock.lock();
        try {
            return List.copyOf(lost);
        } finally {
            lock.unlock();
        }
    }

    /** The value of a key that is still lost; null if it came back. */
    byte @Nullable [] lostValue(String key) {
        lock.lock();
        try {
            Kept value = lost.contains(key) ? kept.get(key) : null;
            return value == null ? null : value.value;
        } finally {
            lock.unlock();
        }
    }

    /** A lost key is in the bucket again. */
    void found(String key) {
        lock.lock();
        try {
            lost.remove(key);
        } finally {
            lock.unlock();
        }
    }
}
