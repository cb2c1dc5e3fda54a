package org.latticehost.core.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.bucket.Background;
import org.latticehost.core.internal.bucket.FollowedBucket;
import org.latticehost.core.internal.bucket.Retries;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.json.StoreErrors;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named configuration: the bucket {@code CONFIGDATA_LATTICE}, and a copy of it that a watch keeps current. What is asked
 * for by name is read from the bucket, so that an answer follows any put that was acknowledged anywhere.
 *
 * <p>While the lattice is away, the copy is read and written; what was written is put into the bucket when it is back.
 *
 * <p>Thread-safe; {@link #read}, {@link #put} and {@link #delete} block.
 */
public final class ConfigStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);

    private final FollowedBucket bucket;
    private final Retries writer;
    private final ConcurrentHashMap<String, Content> copy = new ConcurrentHashMap<>();
    /** By name what is to be put, or nothing if the name is to be removed. */
    private final ConcurrentHashMap<String, Optional<byte[]>> pending = new ConcurrentHashMap<>();

    private final ReentrantLock writing = new ReentrantLock();
    private final CopyOnWriteArrayList<LiveConfig> live = new CopyOnWriteArrayList<>();

    public ConfigStore(FollowedBucket bucket, Background background) {
        this.bucket = bucket;
        this.writer =
                new Retries("write configuration given while the lattice was away", background, this::writePending);
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
            }
        });
    }

    /**
     * The configuration of a name, as the bucket has it now.
     *
     * @throws HostException code {@code PROTOCOL} if what is stored is no map of texts
     */
    public Optional<Map<String, String>> read(String name) {
        if (bucket.away()) {
            return Optional.ofNullable(copy.get(name)).filter(Content::present).map(Content::values);
        }
        Optional<KeyValueBucket.Entry> entry;
        try {
            entry = bucket.get(name);
        } catch (IllegalArgumentException e) {
            throw StoreErrors.badKey(e);
        }
        entry.ifPresent(this::accept);
        return entry.map(e -> decode(name, e.value()));
    }

    /** Stores configuration; what uses it on this host sees it before this returns. */
    public void put(String name, Map<String, String> values) {
        put(name, Json.bytes(Json.object(values)));
    }

    /** Stores configuration, byte for byte: a map of texts as JSON. */
    public void put(String name, byte[] bytes) {
        if (bucket.away()) {
            keep(name, Optional.of(bytes), decode(name, bytes));
        } else {
            write(name, Optional.of(bytes));
        }
    }

    /** Removes configuration; what uses it sees it empty. */
    public void delete(String name) {
        if (bucket.away()) {
            keep(name, Optional.empty(), Map.of());
        } else {
            write(name, Optional.empty());
        }
    }

    private void keep(String name, Optional<byte[]> value, Map<String, String> values) {
        LatticeNames.requireKey(name);
        pending.put(name, value);
        copy.compute(name, (key, old) -> new Content(values, value.isPresent(), old == null ? -1 : old.revision));
        refresh(name);
        if (!bucket.away()) {
            writer.begin(); // it came back in this moment
        }
    }

    private void write(String name, Optional<byte[]> value) {
        if (!pending.containsKey(name)) {
            send(name, value);
            return;
        }
        writing.lock(); // else what is pending could be written after this
        try {
            send(name, value);
            pending.remove(name);
        } finally {
            writing.unlock();
        }
    }

    private boolean writePending() {
        for (String name : pending.keySet()) {
            writing.lock();
            try {
                Optional<byte[]> value = pending.get(name);
                if (value != null) {
                    send(name, value);
                    pending.remove(name, value);
                }
            } finally {
                writing.unlock();
            }
        }
        return true;
    }

    private void send(String name, Optional<byte[]> value) {
        if (value.isPresent()) {
            acceptNew(bucket.put(name, value.get()));
        } else {
            bucket.purge(name);
        }
    }

    /**
     * A merged live view.
     *
     * @param names later ones win; those that name secrets are left out
     * @param own values that win over all names
     * @param changed called after a change, on a thread of the transport; must not block
     * @throws CommandException code {@code NOT_FOUND} if a name does not exist
     */
    public LiveConfig live(List<String> names, Map<String, String> own, Runnable changed) {
        List<String> plain = plain(names);
        for (String name : plain) {
            if (read(name).isEmpty()) {
                throw new CommandException(ErrorCode.NOT_FOUND, "Config " + name + " does not exist");
            }
        }
        LiveConfig view = new LiveConfig(this, plain, Map.copyOf(own), changed);
        live.add(view);
        view.merge();
        return view;
    }

    /** The merged content of names now; names that do not exist count as empty. */
    public Map<String, String> merged(List<String> names, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : names) {
            Content content = isSecret(name) ? null : copy.get(name);
            if (content != null) {
                all.putAll(content.values);
            }
        }
        all.putAll(own);
        return Map.copyOf(all);
    }

    /**
     * The content of those names that exist, read from the bucket; for links, whose configuration is not followed. What
     * names beginning with {@code SECRET} hold tells where a secret is, and is no configuration.
     */
    public Map<String, String> resolve(List<String> names) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : plain(names)) {
            read(name).ifPresent(all::putAll);
        }
        return all;
    }

    private static List<String> plain(List<String> names) {
        return names.stream().filter(name -> !isSecret(name)).toList();
    }

    /** Whether a name refers to a secret. */
    public static boolean isSecret(String name) {
        return name.startsWith("SECRET");
    }

    void forget(LiveConfig view) {
        live.remove(view);
    }

    @Override
    public void close() {
        writer.close();
        bucket.close();
    }

    private void accept(KeyValueBucket.Entry entry) {
        if (entry.revision() == 0 || !pending.containsKey(entry.key())) { // what is to be written counts more
            acceptNew(entry);
        }
    }

    private void acceptNew(KeyValueBucket.Entry entry) {
        if (entry.revision() == 0) {
            // The key vanished with its bucket: what it said is kept, and any revision of a new bucket is news.
            copy.computeIfPresent(entry.key(), (name, old) -> new Content(old.values, old.present, -1));
            return;
        }
        boolean present = entry.operation() == KeyValueBucket.Operation.PUT;
        Map<String, String> values;
        try {
            values = present ? decode(entry.key(), entry.value()) : Map.of();
        } catch (HostException e) {
            LOG.warn(
                    "configuration {} in the lattice is unreadable, the old one stays: {}",
                    entry.key(),
                    e.getMessage());
            return;
        }
        Content fresh = new Content(values, present, entry.revision());
        boolean[] changed = new boolean[1];
        copy.compute(entry.key(), (name, old) -> {
            changed[0] = old == null || old.revision < fresh.revision;
            return changed[0] ? fresh : old;
        });
        if (changed[0]) {
            refresh(entry.key());
        }
    }

    private void refresh(String name) {
        live.stream().filter(view -> view.uses(name)).forEach(LiveConfig::refresh);
    }

    private static Map<String, String> decode(String name, byte[] value) {
        try {
            return Json.readStringMap(value);
        } catch (HostException e) {
            throw new HostException(
                    ErrorCode.PROTOCOL, "config data should be a map of string -> string, '" + name + "' is not", e);
        }
    }

    private record Content(Map<String, String> values, boolean present, long revision) {}
}
