package org.latticehost.core.internal.link;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.StoreErrors;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links and specifications: the bucket {@code LATTICEDATA_LATTICE}, and the table that calls are routed by, kept current
 * by a watch. Writes are guarded by the revision read before, so that links put on two hosts at once are both kept.
 *
 * <p>Thread-safe; writes block.
 */
public final class LinkStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkStore.class);
    private static final String COMPONENT = "COMPONENT_";
    private static final int ATTEMPTS = 100;

    private final KeyValueBucket bucket;
    private final Listener listener;
    private final Consumer<KeyValueBucket.Entry> others;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> revisions = new HashMap<>();
    private volatile LinkTable table = LinkTable.EMPTY;
    private @Nullable LatticeSubscription watch;

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
     * @param others gets the entries of the bucket that are no links
     */
    public LinkStore(KeyValueBucket bucket, Listener listener, Consumer<KeyValueBucket.Entry> others) {
        this.bucket = bucket;
        this.listener = listener;
        this.others = others;
    }

    /** Begins to follow the bucket; completes when what is in it now has been read. */
    public CompletableFuture<@Nullable Void> open() {
        CompletableFuture<@Nullable Void> caughtUp = new CompletableFuture<>();
        watch = bucket.watch(">", new KeyValueBucket.Watcher() {
            @Override
            public void entry(KeyValueBucket.Entry entry) {
                accept(entry);
            }

            @Override
            public void caughtUp() {
                caughtUp.complete(null);
            }
        });
        return caughtUp;
    }

    /** The links now. */
    public LinkTable table() {
        return table;
    }

    /** Puts a link; on return this host routes by it. */
    public void put(Link link) {
        change(link.source(), "", spec -> {
            spec.checkConflict(link);
            return spec.with(link);
        });
    }

    /** The outcome of a removal. */
    public record Removal(boolean specExisted, Optional<Link> removed) {}

    /** Removes a link. */
    public Removal remove(String sourceId, String witNamespace, String witPackage, String name) {
        Optional<KeyValueBucket.Entry> entry = read(sourceId);
        if (entry.isEmpty()) {
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
        LatticeSubscription open = watch;
        if (open != null) {
            open.close();
        }
    }

    /** What a specification becomes; null to leave it. */
    @FunctionalInterface
    private interface Edit {
        @Nullable ComponentSpec apply(ComponentSpec spec);
    }

    private void change(String id, String urlIfNew, Edit edit) {
        String key = COMPONENT + id;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<KeyValueBucket.Entry> entry = read(id);
            ComponentSpec spec = entry.map(e -> decode(id, e.value())).orElse(new ComponentSpec(urlIfNew, List.of()));
            ComponentSpec next = edit.apply(spec);
            if (next == null) {
                return;
            }
            byte[] bytes = LinkJson.write(next);
            OptionalLong revision =
                    update(key, bytes, entry.map(KeyValueBucket.Entry::revision).orElse(0L));
            if (revision.isPresent()) {
                accept(new KeyValueBucket.Entry(key, bytes, revision.getAsLong(), KeyValueBucket.Operation.PUT));
                return;
            }
        }
        throw new TransportException(
                ErrorCode.CONFLICT,
                "failed to put component spec of '" + id + "': other hosts changed it " + ATTEMPTS
                        + " times meanwhile");
    }

    private Optional<KeyValueBucket.Entry> read(String id) {
        try {
            return bucket.get(COMPONENT + id);
        } catch (HostException e) {
            throw new TransportException(e.code(), "failed to get component spec", e);
        } catch (IllegalArgumentException e) {
            throw new TransportException(
                    ErrorCode.INVALID_REQUEST, "failed to get component spec", StoreErrors.badKey(e));
        }
    }

    private OptionalLong update(String key, byte[] bytes, long revision) {
        try {
            return bucket.update(key, bytes, revision);
        } catch (HostException e) {
            throw new TransportException(e.code(), "failed to put component spec", e);
        }
    }

    private void accept(KeyValueBucket.Entry entry) {
        if (!entry.key().startsWith(COMPONENT)) {
            others.accept(entry);
            return;
        }
        if (entry.operation() != KeyValueBucket.Operation.PUT) {
            // Removals leave the links as they are, as on other hosts.
            if (entry.revision() == 0) {
                forgetRevision(entry.key().substring(COMPONENT.length()));
            }
            return;
        }
        String id = entry.key().substring(COMPONENT.length());
        List<Link> links;
        try {
            links = LinkJson.readSpec(entry.value()).links();
        } catch (HostException e) {
            LOG.atWarn()
                    .addKeyValue("key", entry.key())
                    .log("lattice entry is unreadable, skipped: {}", e.getMessage());
            return;
        }
        Set<String> touched = new HashSet<>();
        touched.add(id);
        boolean again;
        lock.lock();
        try {
            if (revisions.getOrDefault(id, -1L) >= entry.revision()) {
                return;
            }
            revisions.put(id, entry.revision());
            List<Link> before = table.of(id);
            again = before.equals(links);
            before.forEach(link -> touched.add(link.target()));
            links.forEach(link -> touched.add(link.target()));
            table = table.with(id, links);
        } finally {
            lock.unlock();
        }
        listener.written(touched, again);
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
