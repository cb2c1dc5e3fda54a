package org.latticehost.providers.internal.keyvalue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.keyvalue.KeyValueBackend;
import org.latticehost.providers.keyvalue.KeyValueStore;

/** Key-value stores that live as long as their provider. Links share what they name the same. Thread-safe. */
public final class MemoryBackend implements KeyValueBackend {
    private static final long DEFAULT_MAX_BYTES = 64L << 20;
    private static final int DEFAULT_PAGE = 1000;

    private final Map<String, MemoryStore> namespaces = new ConcurrentHashMap<>();

    @Override
    public KeyValueStore open(BackendLink link) {
        long maxBytes = link.number("max_bytes", 1, Long.MAX_VALUE, DEFAULT_MAX_BYTES);
        int page = (int) link.number("page_size", 1, 1_000_000, DEFAULT_PAGE);
        return namespaces.computeIfAbsent(
                link.text("namespace").orElse("default"), name -> new MemoryStore(maxBytes, page));
    }
}
