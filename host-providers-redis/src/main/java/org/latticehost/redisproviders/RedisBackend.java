package org.latticehost.redisproviders;

import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.keyvalue.KeyValueBackend;
import org.latticehost.providers.keyvalue.KeyValueListener;
import org.latticehost.providers.keyvalue.KeyValueStore;

/** Stores on Redis, and its notifications of changed keys. Stateless; thread-safe. */
final class RedisBackend implements KeyValueBackend {
    @Override
    public KeyValueStore open(BackendLink link) {
        return RedisStore.open(link);
    }

    @Override
    public AutoCloseable watch(BackendLink link, KeyValueListener listener) {
        return RedisWatch.open(link, listener);
    }
}
