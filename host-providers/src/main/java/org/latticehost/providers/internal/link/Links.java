package org.latticehost.providers.internal.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.ResolvedLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a provider holds open for each of its links: opened when the link is made, or at the first call if that failed.
 * Thread-safe.
 */
public final class Links<T extends AutoCloseable> {
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    /** Within this time a link that calls came over is made, or they were late calls of one that was removed. */
    private static final long MADE_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Function<ResolvedLink, T> open;
    private final LongSupplier nanos;
    private final Map<Key, Entry<T>> entries = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    /**
     * @param open may block, and fail
     */
    public Links(Function<ResolvedLink, T> open) {
        this(open, System::nanoTime);
    }

    Links(Function<ResolvedLink, T> open, LongSupplier nanos) {
        this.open = open;
        this.nanos = nanos;
    }

    private record Key(String source, String target, String namespace, String packageName, String name) {
        static Key of(Link link) {
            return new Key(link.source(), link.target(), link.witNamespace(), link.witPackage(), link.name());
        }
    }

    /** What one link holds; its lock keeps links from waiting for each other. */
    private static final class Entry<T> {
        private final ResolvedLink link;
        private final ReentrantLock lock = new ReentrantLock();
        private final long since;
        private volatile @Nullable T value;
        private volatile boolean made;
        private boolean gone;

        Entry(ResolvedLink link, long since) {
            this.link = link;
            this.since = since;
        }
    }

    /** A link was made; what an older one of the same name with other settings held is closed. */
    public T add(ResolvedLink link) {
        Entry<T> entry = entry(link);
        if (!entry.link.equals(link)) {
            remove(link);
            entry = entry(link);
        }
        entry.made = true;
        closeLate();
        return opened(entry);
    }

    /** Closes what late calls of removed links have opened again. */
    private void closeLate() {
        List<Entry<T>> late;
        long now = nanos.getAsLong();
        lock.lock();
        try {
            late = entries.values().stream()
                    .filter(entry -> !entry.made && now - entry.since > MADE_WITHIN_NANOS)
                    .toList();
            entries.values().removeAll(late);
        } finally {
            lock.unlock();
        }
        late.forEach(Links::close);
    }

    /** What a link holds, opened again if need be. */
    public T get(ResolvedLink link) {
        return opened(entry(link));
    }

    /** What a link holds at the time of asking, for whoever asks often. Thread-safe. */
    public Supplier<T> handle(ResolvedLink link) {
        return new Handle<>(this, link);
    }

    private static final class Handle<T extends AutoCloseable> implements Supplier<T> {
        private final Links<T> links;
        private final ResolvedLink link;
        private volatile @Nullable Entry<T> known;

        Handle(Links<T> links, ResolvedLink link) {
            this.links = links;
            this.link = link;
        }

        @Override
        public T get() {
            Entry<T> entry = known;
            T value = entry == null ? null : entry.value; // null again once the link is gone or changed
            if (value != null) {
                return value;
            }
            Entry<T> current = links.entry(link);
            known = current;
            return links.opened(current);
        }
    }

    /** A link is gone. */
    public void remove(ResolvedLink link) {
        Entry<T> entry;
        lock.lock();
        try {
            entry = entries.remove(Key.of(link.link()));
        } finally {
            lock.unlock();
        }
        if (entry != null) {
            close(entry);
        }
        closeLate();
    }

    /** Ends all of them. */
    public void close() {
        List<Entry<T>> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(entries.values());
            entries.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Links::close);
    }

    private Entry<T> entry(ResolvedLink link) {
        lock.lock();
        try {
            if (closed) {
                throw new ProviderException(ErrorCode.HOST_STOPPED, "the provider of " + link.link() + " has stopped");
            }
            return entries.computeIfAbsent(Key.of(link.link()), key -> new Entry<>(link, nanos.getAsLong()));
        } finally {
            lock.unlock();
        }
    }

    private T opened(Entry<T> entry) {
        entry.lock.lock();
        try {
            T value = entry.value;
            if (value != null) {
                return value;
            }
            if (entry.gone) {
                throw new ProviderException("the link was removed: " + entry.link.link());
            }
            T made = open.apply(entry.link);
            entry.value = made;
            return made;
        } finally {
            entry.lock.unlock();
        }
    }

    private static <T extends AutoCloseable> void close(Entry<T> entry) {
        entry.lock.lock();
        try {
            entry.gone = true;
            T value = entry.value;
            entry.value = null;
            if (value != null) {
                value.close();
            }
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a provider failed to close what a link held");
        } finally {
            entry.lock.unlock();
        }
    }
}
