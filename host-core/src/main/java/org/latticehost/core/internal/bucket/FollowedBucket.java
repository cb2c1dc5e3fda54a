package org.latticehost.core.internal.bucket;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.KeyValueBucket.Entry;
import org.latticehost.host.spi.KeyValueBucket.Operation;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bucket of the lattice as this host sees it, through all outages.
 *
 * <p>It is opened when the lattice comes, whenever that is. When its watch is interrupted it is opened again, which makes
 * a deleted bucket anew. What vanished from it without anybody removing it (a bucket that was deleted or emptied, a server
 * that lost its disk) is put back from the copy that this host keeps, unless another host was faster.
 *
 * <p>Thread-safe; operations block.
 */
public final class FollowedBucket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedBucket.class);
    private static final byte[] EMPTY = new byte[0];

    private final String name;
    private final LatticeTransport transport;
    private final Retries openings;
    private final Retries restorations;
    private final Listener listener;
    private final LocalCopy copy = new LocalCopy();
    private final CompletableFuture<@Nullable Void> caughtUp = new CompletableFuture<>();
    private final AtomicBoolean current = new AtomicBoolean();
    private volatile @Nullable KeyValueBucket bucket;
    private volatile @Nullable Follower follower;
    private volatile @Nullable LatticeSubscription watch;
    private volatile boolean closed;

    /** Reads the entries, one after the other; must not block. */
    public interface Follower {

        /** An entry; a purge with revision 0 says that the key vanished, or that any revision of it is news from now on. */
        void entry(Entry entry);

        /** Everything that is in the bucket now has been told, for the first time or again. */
        void caughtUp();
    }

    /** Hears of the bucket as a whole; must not block. */
    public interface Listener {

        /** The bucket is followed, for the first time or again, or no longer. */
        void followed(boolean nowCurrent, String reason);

        /** Entries that the bucket had lost were put back. */
        void restored(String bucket, int entries);
    }

    public FollowedBucket(String name, LatticeTransport transport, Background background, Listener listener) {
        this.name = name;
        this.transport = transport;
        this.listener = listener;
        this.openings = new Retries("open bucket " + name, background, this::open);
        this.restorations = new Retries("put back entries of bucket " + name, background, this::restore);
    }

    /** Begins to follow; completes when what is in the bucket has been read, however long that takes. */
    public CompletableFuture<@Nullable Void> follow(Follower by) {
        follower = by;
        openings.begin();
        return caughtUp.copy();
    }

    /** Whether nothing can be read or written now, because there is no connection or there never was one. */
    public boolean away() {
        return bucket == null || !transport.connected();
    }

    /** Whether everything in the bucket has been read, and changes are being told. */
    public boolean current() {
        return current.get();
    }

    /** Why the bucket is not open yet, if there was a failure. */
    public Optional<String> problem() {
        return openings.problem();
    }

    /** The entry of a key. */
    public Optional<Entry> get(String key) {
        return opened().get(key);
    }

    /** Writes a value, whatever was there. */
    public Entry put(String key, byte[] value) {
        Entry entry = new Entry(key, value, opened().put(key, value), Operation.PUT);
        copy.wrote(entry);
        return entry;
    }

    /** Writes a value if the key still has that revision, 0 for none. */
    public Optional<Entry> update(String key, byte[] value, long revision) {
        OptionalLong written = opened().update(key, value, revision);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Entry entry = new Entry(key, value, written.getAsLong(), Operation.PUT);
        copy.wrote(entry);
        return Optional.of(entry);
    }

    /** Removes a key. */
    public void purge(String key) {
        opened().purge(key);
    }

    @Override
    public void close() {
        closed = true;
        openings.close();
        restorations.close();
        LatticeSubscription open = watch;
        if (open != null) {
            open.close();
        }
    }

    private KeyValueBucket opened() {
        KeyValueBucket open = bucket;
        if (open == null) {
            throw new TransportException(
                    ErrorCode.TRANSPORT,
                    "bucket '" + name + "' could not be opened yet"
                            + openings.problem().map(why -> ": " + why).orElse(""));
        }
        return open;
    }

    /** One attempt, made until the watch has caught up. */
    private boolean open() {
        KeyValueBucket open = transport.bucket(name);
        bucket = open;
        if (watch == null && !closed) {
            LatticeSubscription begun = open.watch(">", new Watch());
            watch = begun;
            if (closed) {
                begun.close();
            }
        }
        return closed || current.get(); // until then asked again: it may be deleted once more
    }

    private boolean restore() {
        List<String> lost = copy.lost();
        if (lost.isEmpty()) {
            return true;
        }
        int restored = 0;
        try {
            for (String key : lost) {
                byte[] value = copy.lostValue(key);
                if (value != null && update(key, value, 0).isPresent()) {
                    restored++;
                }
                copy.found(key);
            }
        } finally {
            if (restored > 0) {
                LOG.atWarn()
                        .addKeyValue("bucket", name)
                        .log("the bucket was emptied or made anew; put back {} of {} entries", restored, lost.size());
                listener.restored(name, restored);
            }
        }
        return true;
    }

    private final class Watch implements KeyValueBucket.Watcher {
        private long last;

        @Override
        public void entry(Entry entry) {
            Follower to = Objects.requireNonNull(follower);
            if (entry.revision() != 0) {
                if (entry.revision() <= last) {
                    // Another bucket of the same name: revisions begin anew, and lower ones are news.
                    copy.keys().forEach(key -> to.entry(new Entry(key, EMPTY, 0, Operation.PURGE)));
                }
                last = entry.revision();
            }
            copy.take(entry);
            to.entry(entry);
        }

        @Override
        public void caughtUp() {
            openings.done();
            Objects.requireNonNull(follower).caughtUp();
            if (!copy.lost().isEmpty()) {
                restorations.begin();
            }
            if (!current.getAndSet(true)) {
                listener.followed(true, "");
            }
            caughtUp.complete(null);
        }

        @Override
        public void interrupted(String reason) {
            if (current.getAndSet(false)) {
                listener.followed(false, "bucket " + name + ": " + reason);
            }
            openings.begin();
        }
    }
}
