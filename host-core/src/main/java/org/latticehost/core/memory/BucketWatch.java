package org.latticehost.core.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;
import org.latticehost.host.spi.KeyValueBucket.Watcher;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.SerialDelivery;

/**
 * A watch of one transport. Remembers which revisions its watcher knows, to tell only the difference after an
 * interruption. The methods that say so are called under the lock of the bucket.
 */
final class BucketWatch implements LatticeSubscription {
    /** Known, but of a bucket that is gone: any revision differs from it. */
    private static final long STALE = -1;

    private final InMemoryTransport owner;
    private final MemoryBucket bucket;
    private final String pattern;
    private final Watcher watcher;
    private final SerialDelivery<Runnable> delivery;
    private final Map<String, Long> known = new HashMap<>();
    private int incarnation;
    private boolean running;
    private volatile boolean active = true;

    BucketWatch(InMemoryTransport owner, MemoryBucket bucket, String pattern, Watcher watcher) {
        this.owner = owner;
        this.bucket = bucket;
        this.pattern = pattern;
        this.watcher = watcher;
        this.delivery = SerialDelivery.ofTasks(
                "watch of " + bucket.name() + "/" + pattern + " by "
                        + watcher.getClass().getName(),
                owner.threads());
    }

    /** Under the lock. */
    boolean running() {
        return running;
    }

    void resume() {
        bucket.attach(this);
    }

    void interrupt(String reason) {
        bucket.detach(this, reason);
    }

    /** Under the lock: the watch begins or goes on with these entries. */
    void begin(Collection<Entry> entries, int ofIncarnation) {
        if (ofIncarnation != incarnation) {
            incarnation = ofIncarnation;
            known.replaceAll((key, revision) -> STALE);
        }
        running = true;
        Set<String> vanished = new HashSet<>(known.keySet());
        for (Entry entry : entries) {
            if (LatticeNames.matches(pattern, entry.key())) {
                vanished.remove(entry.key());
                @Nullable Long seen = known.get(entry.key());
                boolean news =
                        entry.operation() == Operation.PUT ? seen == null || seen != entry.revision() : seen != null;
                if (news) {
                    changed(entry);
                }
            }
        }
        for (String key : vanished) {
            changed(new Entry(key, new byte[0], 0, Operation.PURGE));
        }
        delivery.offer(watcher::caughtUp);
    }

    /** Under the lock. */
    void changed(Entry entry) {
        if (entry.operation() == Operation.PUT) {
            known.put(entry.key(), entry.revision());
        } else {
            known.remove(entry.key());
        }
        delivery.offer(() -> watcher.entry(entry));
    }

    /** Under the lock. */
    void interrupted(String reason) {
        if (running) {
            running = false;
            delivery.offer(() -> watcher.interrupted(reason));
        }
    }

    @Override
    public String subject() {
        return pattern;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void close() {
        active = false;
        delivery.close();
        bucket.detach(this, null);
        owner.removed(this);
    }
}
