package org.latticehost.core.internal.config;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.latticehost.host.spi.ConfigValues;

/** The merged configuration of one component or provider, always current. Thread-safe. */
public final class LiveConfig implements ConfigValues, AutoCloseable {
    private final ConfigStore store;
    private final List<String> names;
    private final Map<String, String> own;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, String> merged = Map.of();

    LiveConfig(ConfigStore store, List<String> names, Map<String, String> own, Runnable changed) {
        this.store = store;
        this.names = names;
        this.own = own;
        this.changed = changed;
    }

    @Override
    public Map<String, String> snapshot() {
        return merged;
    }

    /** No more follows the bucket. */
    @Override
    public void close() {
        store.forget(this);
    }

    boolean uses(String name) {
        return names.contains(name);
    }

    /** Merges anew, and tells whether that made a difference. */
    boolean merge() {
        lock.lock(); // so that of two changes the later one is merged last
        try {
            Map<String, String> now = store.merged(names, own);
            boolean different = !now.equals(merged);
            merged = now;
            return different;
        } finally {
            lock.unlock();
        }
    }

    void refresh() {
        if (merge()) {
            changed.run();
        }
    }
}
