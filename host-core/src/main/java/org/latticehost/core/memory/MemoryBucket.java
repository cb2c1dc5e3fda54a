package org.latticehost.core.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;

/**
 * What a bucket holds, shared by all transports; also stands for a bucket that does not exist, so that watches can wait
 * for it. Thread-safe; watches are told under its lock, which only queues.
 */
final class MemoryBucket {
    private static final byte[] EMPTY = new byte[0];

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the order of revisions: a change moves its key to the end. Removals stay as markers. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final SubjectTrie<BucketWatch> attached = new SubjectTrie<>();
    private final List<BucketWatch> waiting = new ArrayList<>();
    private long revision;
    private int incarnation;
    private boolean exists;

    MemoryBucket(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void create() {
        lock.lock();
        try {
            if (!exists) {
                exists = true;
                incarnation++;
                waiting.forEach(this::begin);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    void deleteAll() {
        lock.lock();
        try {
            if (exists) {
                exists = false;
                entries.clear();
                revision = 0;
                List<BucketWatch> all = new ArrayList<>();
                attached.drainTo(all);
                all.forEach(watch -> watch.interrupted("bucket '" + name + "' was deleted"));
                waiting.addAll(all);
            }
        } finally {
            lock.unlock();
        }
    }

    void emptyAll() {
        lock.lock();
        try {
            entries.clear();
            List<BucketWatch> all = new ArrayList<>();
            attached.drainTo(all);
            all.forEach(watch -> watch.interrupted("bucket '" + name + "' was emptied"));
            all.forEach(this::begin);
        } finally {
            lock.unlock();
        }
    }

    @Nullable Entry get(String key) {
        lock.lock();
        try {
            requireExists();
            Entry entry = entries.get(key);
            return entry == null || entry.operation() != Operation.PUT ? null : entry;
        } finally {
            lock.unlock();
        }
    }

    List<String> keys() {
        lock.lock();
        try {
            requireExists();
            List<String> keys = new ArrayList<>();
            for (Entry entry : entries.values()) {
                if (entry.operation() == Operation.PUT) {
                    keys.add(entry.key());
                }
            }
            return keys;
        } finally {
            lock.unlock();
        }
    }

    long put(String key, byte[] value) {
        lock.lock();
        try {
            return write(key, value, Operation.PUT);
        } finally {
            lock.unlock();
        }
    }

    OptionalLong update(String key, byte[] value, long expected) {
        lock.lock();
        try {
            Entry entry = get(key);
            if ((entry == null ? 0 : entry.revision()) != expected) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(write(key, value, Operation.PUT));
        } finally {
            lock.unlock();
        }
    }

    void remove(String key, Operation operation) {
        lock.lock();
        try {
            write(key, EMPTY, operation);
        } finally {
            lock.unlock();
        }
    }

    private long write(String key, byte[] value, Operation operation) {
        requireExists();
        Entry entry = new Entry(key, value, ++revision, operation);
        entries.remove(key);
        entries.put(key, entry);
        List<BucketWatch> watching = new ArrayList<>(4);
        attached.collect(key, watching);
        watching.forEach(watch -> watch.changed(entry));
        return entry.revision();
    }

    /** Begins or resumes a watch, now or when the bucket exists. */
    void attach(BucketWatch watch) {
        lock.lock();
        try {
            if (watch.running() || !watch.active()) {
                return;
            }
            if (exists) {
                begin(watch);
            } else if (!waiting.contains(watch)) {
                waiting.add(watch);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends a watch, or interrupts it when a reason is given. */
    void detach(BucketWatch watch, @Nullable String reason) {
        lock.lock();
        try {
            waiting.remove(watch);
            attached.remove(watch.subject(), watch);
            if (reason != null) {
                watch.interrupted(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(BucketWatch watch) {
        watch.begin(entries.values(), incarnation);
        attached.add(watch.subject(), watch);
    }

    private void requireExists() {
        if (!exists) {
            throw new TransportException(ErrorCode.NOT_FOUND, "bucket '" + name + "' does not exist");
        }
    }
}
