package org.latticehost.providers.internal.blobstore;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobBackend;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

/** Blobs that live as long as their provider. Links of the same namespace share them. Thread-safe. */
public final class MemoryBlobs implements BlobBackend {
    private static final long DEFAULT_MAX_BYTES = 256L << 20;
    private static final int OVERHEAD = 256;

    private final Map<String, Store> namespaces = new ConcurrentHashMap<>();

    @Override
    public BlobStore open(BackendLink link) {
        long max = link.number("max_bytes", 1, Long.MAX_VALUE, DEFAULT_MAX_BYTES);
        return namespaces.computeIfAbsent(link.text("namespace").orElse("default"), name -> new Store(max));
    }

    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Blob(Instant created, byte[] bytes) {}

    private record Container(Instant created, Map<String, Blob> blobs) {}

    private static final class Store implements BlobStore {
        private final long max;
        private final AtomicLong used = new AtomicLong();
        private final Map<String, Container> containers = new ConcurrentHashMap<>();

        Store(long max) {
            this.max = max;
        }

        private void take(long bytes) {
            if (used.addAndGet(bytes) > max) {
                used.addAndGet(-bytes);
                throw new BlobException("the store is full: " + max + " bytes");
            }
        }

        private Container container(String name) {
            Container found = containers.get(name);
            if (found == null) {
                throw new BlobException("container does not exist");
            }
            return found;
        }

        private Blob blob(String container, String object) {
            Blob found = container(container).blobs.get(object);
            if (found == null) {
                throw new BlobException("object does not exist");
            }
            return found;
        }

        @Override
        public void create(String container) {
            containers.computeIfAbsent(container, name -> {
                take(OVERHEAD + 2L * name.length());
                return new Container(Instant.now(), new ConcurrentSkipListMap<>());
            });
        }

        @Override
        public boolean exists(String container) {
            return containers.containsKey(container);
        }

        @Override
        public Instant created(String container) {
            return container(container).created;
        }

        @Override
        public void delete(String container) {
            Container gone = containers.remove(container);
            if (gone != null) {
                used.addAndGet(-OVERHEAD - 2L * container.length());
                gone.blobs.keySet().forEach(name -> remove(gone, name));
            }
        }

        @Override
        public List<String> names(String container) {
            return List.copyOf(container(container).blobs.keySet());
        }

        @Override
        public boolean has(String container, String object) {
            return container(container).blobs.containsKey(object);
        }

        @Override
        public Info info(String container, String object) {
            Blob blob = blob(container, object);
            return new Info(blob.created, blob.bytes.length);
        }

        @Override
        public InputStream read(String container, String object, long start) {
            byte[] bytes = blob(container, object).bytes;
            int from = (int) Math.min(start, bytes.length);
            return new ByteArrayInputStream(bytes, from, bytes.length - from);
        }

        @Override
        public Writer write(String container, String object) {
            return new Writing(this, container(container), object);
        }

        @Override
        public void delete(String container, String object) {
            remove(container(container), object);
        }

        private void remove(Container container, String object) {
            Blob gone = container.blobs.remove(object);
            if (gone != null) {
                used.addAndGet(-cost(object, gone.bytes.length));
            }
        }

        private static long cost(String object, long bytes) {
            return OVERHEAD + 2L * object.length() + bytes;
        }
    }

    private static final class Writing implements BlobStore.Writer {
        private final Store store;
        private final Container container;
        private final String object;
        private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long taken;

        Writing(Store store, Container container, String object) {
            this.store = store;
            this.container = container;
            this.object = object;
            take(Store.cost(object, 0));
        }

        private void take(long count) {
            store.take(count);
            taken += count;
        }

        @Override
        public void write(byte[] more) {
            ByteArrayOutputStream into = bytes;
            if (into != null) {
                if (into.size() > Integer.MAX_VALUE - (1 << 20)) {
                    throw new BlobException("the object is too large to be kept in memory");
                }
                take(more.length);
                into.writeBytes(more);
            }
        }

        @Override
        public void commit() {
            ByteArrayOutputStream whole = bytes;
            if (whole != null) {
                bytes = null;
                Blob old = container.blobs.put(object, new Blob(Instant.now(), whole.toByteArray()));
                if (old != null) {
                    store.used.addAndGet(-Store.cost(object, old.bytes.length));
                }
            }
        }

        @Override
        public void abort() {
            if (bytes != null) {
                bytes = null;
                store.used.addAndGet(-taken);
            }
        }
    }
}
