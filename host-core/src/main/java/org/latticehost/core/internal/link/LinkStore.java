package org.latticehost.core.internal.link;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.bucket.Background;
import org.latticehost.core.internal.bucket.FollowedBucket;
import org.latticehost.core.internal.bucket.Retries;
import org.latticehost.core.internal.json.StoreErrors;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links and specifications: the bucket {@code LATTICEDATA_LATTICE}, and the table that calls are routed by, kept current
 * by a watch. Writes are guarded by the revision read before, so that links put on two hosts at once are both kept.
 *
 * <p>While the lattice is away, changes are made to the table alone, so that this host works by them; they are made to
 * the lattice, in their order, when it is back. A link that others have led elsewhere meanwhile is dropped then.
 *
 * <p>Thread-safe; writes block.
 */
public final class LinkStore implements Routes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkStore.class);
    private static final String COMPONENT = "COMPONENT_";
    private static final int ATTEMPTS = 100;

    private final FollowedBucket bucket;
    private final Retries writer;
    private final Listener listener;
    private final FollowedBucket.Follower others;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, ComponentSpec> stored = new HashMap<>();
    private final PendingEdits pending = new PendingEdits();
    private final RemovedRoutes removed;
    /** Held while what is pending is written, so that the order stays. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile LinkTable table = LinkTable.EMPTY;

    /** Told about changes, after the table shows them; on a thread of the transport or of a command, must not block. */
    @FunctionalInterface
    public interface Listener {

        /**
         * The links of a source were written.
         *
         * @param ids components and providers that are part of them, or were
         * @param again whether they are the same as before: what failed is to be tried again
         */
        void written(Set<String> ids, boolean again);
    }

    /**
     * @param changeWait how long calls wait for another link after one was removed
     * @param timer ends their wait
     * @param others gets the entries of the bucket that are no links
     */
    public LinkStore(
            FollowedBucket bucket,
            Background background,
            Listener listener,
            Duration changeWait,
            ScheduledExecutorService timer,
            FollowedBucket.Follower others) {
        this.bucket = bucket;
        this.removed = new RemovedRoutes(timer, changeWait);
        this.writer = new Retries("write links given while the lattice was away", background, this::writePending);
        this.listener = listener;
        this.others = others;
    }

    /** Begins to follow the bucket; completes when what is in it now has been read. */
    public CompletableFuture<@Nullable Void> open() {
        return bucket.follow(new FollowedBucket.Follower() {
            @Override
            public void entry(KeyValueBucket.Entry entry) {
                accept(entry);
            }

            @Override
            public void caughtUp() {
                writer.begin();
                others.caughtUp();
            }
        });
    }

    @Override
    public LinkTable table() {
        return table;
    }

    @Override
    public Optional<CompletableFuture<@Nullable Void>> change(String sourceId, String linkName, String interfaceName) {
        return removed.change(sourceId, LinkTable.key(linkName, interfaceName));
    }

    /** Puts a link; on return this host routes by it. */
    public void put(Link link) {
        change(link.source(), "", spec -> {
            spec.checkConflict(link);
            return spec.with(link);
        });
    }

    /**
     * What a link took the place of.
     *
     * @param gone links that are no more
     * @param reduced links that lead fewer interfaces elsewhere than before
     */
    public record Replaced(List<Link> gone, List<Link> reduced) {
        public static final Replaced NOTHING = new Replaced(List.of(), List.of());

        public Stream<Link> all() {
            return Stream.concat(gone.stream(), reduced.stream());
        }
    }

    /** Puts a link in the place of those that lead any of its interfaces elsewhere, in one step; else as {@link #put}. */
    public Replaced replace(Link link) {
        AtomicReference<@Nullable Replaced> replaced = new AtomicReference<>();
        change(link.source(), "", spec -> {
            ComponentSpec next = spec.replacing(link);
            replaced.set(spec.replacedBy(link));
            return next;
        });
        Replaced outcome = replaced.get();
        return outcome == null ? Replaced.NOTHING : outcome;
    }

    /** The outcome of a removal. */
    public record Removal(boolean specExisted, Optional<Link> removed) {}

    /** Removes a link. */
    public Removal remove(String sourceId, String witNamespace, String witPackage, String name) {
        if (!exists(sourceId)) {
            return new Removal(false, Optional.empty());
        }
        AtomicReference<@Nullable Link> removed = new AtomicReference<>();
        change(sourceId, "", spec -> {
            Link found = spec.find(witNamespace, witPackage, name).orElse(null);
            removed.set(found);
            return found == null ? null : spec.without(witNamespace, witPackage, name);
        });
        return new Removal(true, Optional.ofNullable(removed.get()));
    }

    /** Makes sure that a component or provider has a specification; its links are then part of the table. */
    public void ensureSpec(String id, String url) {
        change(id, url, spec -> spec);
    }

    @Override
    public void close() {
        writer.close();
        bucket.close();
    }

    private void change(String id, String urlIfNew, SpecEdit edit) {
        if (bucket.away()) {
            defer(id, urlIfNew, edit);
        } else {
            writePending(id);
            write(id, urlIfNew, edit, 0);
        }
    }

    /** Changes what this host works by, and leaves the rest for later. */
    private void defer(String id, String urlIfNew, SpecEdit edit) {
        requireKey(id);
        Shown shown;
        lock.lock();
        try {
            ComponentSpec now = pending.over(id, stored.get(id));
            ComponentSpec next = edit.apply(now == null ? new ComponentSpec(urlIfNew, List.of()) : now);
            if (next == null) {
                return;
            }
            pending.add(id, new PendingEdits.Pending(urlIfNew, edit));
            shown = show(id, next.links());
        } finally {
            lock.unlock();
        }
        LOG.atDebug().addKeyValue("source_id", id).log("the lattice is away, a change of links is written later");
        shown.tell(listener);
        if (!bucket.away()) {
            writer.begin(); // it came back in this moment
        }
    }

    private boolean writePending() {
        List<String> ids;
        lock.lock();
        try {
            ids = pending.ids();
        } finally {
            lock.unlock();
        }
        ids.forEach(this::writePending);
        return true;
    }

    private void writePending(String id) {
        writing.lock();
        try {
            List<PendingEdits.Pending> changes;
            lock.lock();
            try {
                changes = pending.of(id);
            } finally {
                lock.unlock();
            }
            if (!changes.isEmpty()) {
                write(
                        id,
                        changes.get(0).urlIfNew(),
                        spec -> PendingEdits.apply(id, changes, spec, true),
                        changes.size());
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Changes the bucket, then what this host works by.
     *
     * @param settled how many pending changes are then done
     */
    private void write(String id, String urlIfNew, SpecEdit edit, int settled) {
        String key = COMPONENT + id;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<KeyValueBucket.Entry> entry = read(id);
            ComponentSpec spec = entry.map(e -> decode(id, e.value())).orElse(new ComponentSpec(urlIfNew, List.of()));
            ComponentSpec next = edit.apply(spec);
            if (next == null) {
                return;
            }
            Optional<KeyValueBucket.Entry> written = update(
                    key,
                    LinkJson.write(next),
                    entry.map(KeyValueBucket.Entry::revision).orElse(0L));
            if (written.isPresent()) {
                accept(written.get(), settled);
                return;
            }
        }
        throw new TransportException(
                ErrorCode.CONFLICT,
                "failed to put component spec of '" + id + "': other hosts changed it " + ATTEMPTS
                        + " times meanwhile");
    }

    private boolean exists(String id) {
        if (!bucket.away()) {
            return read(id).isPresent();
        }
        lock.lock();
        try {
            return pending.over(id, stored.get(id)) != null;
        } finally {
            lock.unlock();
        }
    }

    private static void requireKey(String id) {
        try {
            LatticeNames.requireKey(COMPONENT + id);
        } catch (IllegalArgumentException e) {
            throw badKey(e);
        }
    }

    private static TransportException badKey(IllegalArgumentException e) {
        return new TransportException(ErrorCode.INVALID_REQUEST, "failed to get component spec", StoreErrors.badKey(e));
    }

    private Optional<KeyValueBucket.Entry> read(String id) {
        try {
            return bucket.get(COMPONENT + id);
        } catch (HostException e) {
            throw new TransportException(e.code(), "failed to get component spec", e);
        } catch (IllegalArgumentException e) {
            throw badKey(e);
        }
    }

    private Optional<KeyValueBucket.Entry> update(String key, byte[] bytes, long revision) {
        try {
            return bucket.update(key, bytes, revision);
        } catch (HostException e) {
            throw new TransportException(e.code(), "failed to put component spec", e);
        }
    }

    private void accept(KeyValueBucket.Entry entry) {
        if (!entry.key().startsWith(COMPONENT)) {
            others.entry(entry);
        } else if (entry.operation() == KeyValueBucket.Operation.PUT) {
            accept(entry, 0);
        } else if (entry.revision() == 0) {
            forgetRevision(entry.key().substring(COMPONENT.length()));
        } // Removals leave the links as they are, as on other hosts.
    }

    private void accept(KeyValueBucket.Entry entry, int settled) {
        String id = entry.key().substring(COMPONENT.length());
        ComponentSpec spec;
        try {
            spec = LinkJson.readSpec(entry.value());
        } catch (HostException e) {
            LOG.atWarn()
                    .addKeyValue("key", entry.key())
                    .log("lattice entry is unreadable, skipped: {}", e.getMessage());
            return;
        }
        Shown shown;
        lock.lock();
        try {
            if (settled > 0) {
                pending.written(id, settled);
            }
            if (revisions.getOrDefault(id, -1L) < entry.revision()) {
                revisions.put(id, entry.revision());
                stored.put(id, spec);
            } else if (settled == 0) {
                return;
            }
            ComponentSpec now = pending.over(id, stored.get(id));
            shown = show(id, now == null ? List.of() : now.links());
        } finally {
            lock.unlock();
        }
        shown.tell(listener);
    }

    /** Under the lock. */
    private Shown show(String id, List<Link> links) {
        Set<String> touched = new HashSet<>();
        touched.add(id);
        List<Link> before = table.of(id);
        before.forEach(link -> touched.add(link.target()));
        links.forEach(link -> touched.add(link.target()));
        LinkTable next = table.with(id, links);
        removed.removing(id, table.routes(id), next.routes(id)); // before: who finds no link finds what to wait for
        table = next;
        return new Shown(touched, before.equals(links), removed.shown(id, next.routes(id)));
    }

    private record Shown(Set<String> touched, boolean again, Collection<CompletableFuture<@Nullable Void>> waiting) {
        void tell(Listener listener) {
            waiting.forEach(each -> each.complete(null));
            listener.written(touched, again);
        }
    }

    /** The key vanished with its bucket; in a new one revisions begin anew, and lower ones are news. */
    private void forgetRevision(String id) {
        lock.lock();
        try {
            revisions.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private static ComponentSpec decode(String id, byte[] value) {
        try {
            return LinkJson.readSpec(value);
        } catch (HostException e) {
            throw new HostException(
                    ErrorCode.PROTOCOL, "failed to deserialize stored component specification for " + id, e);
        }
    }
}
