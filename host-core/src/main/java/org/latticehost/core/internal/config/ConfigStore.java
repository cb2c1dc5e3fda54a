package org.latticehost.core.internal.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.json.Json;
import org.latticehost.core.internal.json.StoreErrors;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named configuration: the bucket {@code CONFIGDATA_LATTICE}, and a copy of it that a watch keeps current. What is asked
 * for by name is read from the bucket, so that an answer follows any put that was acknowledged anywhere.
 *
 * <p>Thread-safe; {@link #read}, {@link #put} and {@link #delete} block.
 */
public final class ConfigStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);

    private final KeyValueBucket bucket;
    private final ConcurrentHashMap<String, Content> copy = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<LiveConfig> live = new CopyOnWriteArrayList<>();
    private @Nullable LatticeSubscription watch;

    public ConfigStore(KeyValueBucket bucket) {
        this.bucket = bucket;
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

    /**
     * The configuration of a name, as the bucket has it now.
     *
     * @throws HostException code {@code PROTOCOL} if what is stored is no map of texts
     */
    public Optional<Map<String, String>> read(String name) {
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
        long revision = bucket.put(name, bytes);
        accept(new KeyValueBucket.Entry(name, bytes, revision, KeyValueBucket.Operation.PUT));
    }

    /** Removes configuration; what uses it sees it empty. */
    public void delete(String name) {
        bucket.purge(name);
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
        List<String> plain =
                names.stream().filter(name -> !name.startsWith("SECRET")).toList();
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
            Content content = copy.get(name);
            if (content != null) {
                all.putAll(content.values);
            }
        }
        all.putAll(own);
        return Map.copyOf(all);
    }

    /** The content of those names that exist, read from the bucket; for links, whose configuration is not followed. */
    public Map<String, String> resolve(List<String> names) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : names) {
            read(name).ifPresent(all::putAll);
        }
        return all;
    }

    void forget(LiveConfig view) {
        live.remove(view);
    }

    @Override
    public void close() {
        LatticeSubscription open = watch;
        if (open != null) {
            open.close();
        }
    }

    private void accept(KeyValueBucket.Entry entry) {
        if (entry.revision() == 0) {
            // The key vanished with its bucket: what it said is kept, and any revision of a new bucket is news.
            copy.computeIfPresent(entry.key(), (name, old) -> new Content(old.values, -1));
            return;
        }
        Map<String, String> values;
        try {
            values = entry.operation() == KeyValueBucket.Operation.PUT ? decode(entry.key(), entry.value()) : Map.of();
        } catch (HostException e) {
            LOG.warn(
                    "configuration {} in the lattice is unreadable, the old one stays: {}",
                    entry.key(),
                    e.getMessage());
            return;
        }
        Content fresh = new Content(values, entry.revision());
        boolean[] changed = new boolean[1];
        copy.compute(entry.key(), (name, old) -> {
            changed[0] = old == null || old.revision < fresh.revision;
            return changed[0] ? fresh : old;
        });
        if (changed[0]) {
            live.stream().filter(view -> view.uses(entry.key())).forEach(LiveConfig::refresh);
        }
    }

    private static Map<String, String> decode(String name, byte[] value) {
        try {
            return Json.readStringMap(value);
        } catch (HostException e) {
            throw new HostException(
                    ErrorCode.PROTOCOL, "config data should be a map of string -> string, '" + name + "' is not", e);
        }
    }

    private record Content(Map<String, String> values, long revision) {}
}
