package org.latticehost.nats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;

/**
 * What the watcher of a bucket knows, to tell it only what is new. Every time the watch is opened, JetStream sends the
 * last message of every key again: this finds the difference. Confined to the lock of its watch.
 */
final class WatchState {
    /** Known, but of a bucket that is gone: any revision differs from it. */
    private static final long STALE = -1;

    private static final byte[] EMPTY = new byte[0];

    private final Map<String, Long> known = new HashMap<>();
    private Set<String> unseen = new HashSet<>();
    private boolean catchingUp;
    private long highest;
    private @Nullable Instant incarnation;

    /**
     * The watch is open and tells everything from the beginning.
     *
     * @param created when the bucket was made: another time means another bucket, whose revisions begin anew
     * @param lastRevision of the bucket: lower than one seen means that it lost its end, for example in a crash
     */
    void opened(Instant created, long lastRevision) {
        if (!created.equals(incarnation) || lastRevision < highest) {
            incarnation = created;
            highest = 0;
            known.replaceAll((key, revision) -> STALE);
        }
        unseen = new HashSet<>(known.keySet());
        catchingUp = true;
    }

    /** How many keys with a value it knows. */
    int size() {
        return known.size();
    }

    boolean catchingUp() {
        return catchingUp;
    }

    /** Takes an entry in; whether the watcher has to hear of it. */
    boolean news(Entry entry) {
        highest = Math.max(highest, entry.revision());
        unseen.remove(entry.key());
        if (entry.operation() == Operation.PUT) {
            @Nullable Long before = known.put(entry.key(), entry.revision());
            return before == null || before != entry.revision();
        }
        boolean was = known.remove(entry.key()) != null;
        return was || !catchingUp;
    }

    /** Everything present was told; what was known and not among it is gone. */
    List<Entry> caughtUp() {
        catchingUp = false;
        List<Entry> lost = new ArrayList<>();
        for (String key : unseen) {
            known.remove(key);
            lost.add(new Entry(key, EMPTY, 0, Operation.PURGE));
        }
        unseen = new HashSet<>();
        return lost;
    }
}
