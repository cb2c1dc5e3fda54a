package org.latticehost.redisproviders;

import org.latticehost.providers.backend.BackendLink;
import redis.clients.jedis.DefaultJedisClientConfig;

/** The database of a link and how to connect to it. Immutable. */
record RedisTarget(RedisAddress address, int timeoutMillis, DefaultJedisClientConfig config) {
    private static final String DEFAULT_URL = "redis://127.0.0.1:6379";

    static RedisTarget of(BackendLink link) {
        RedisAddress address = RedisAddress.parse(link.text("URL").orElse(DEFAULT_URL));
        int timeout = millis(link, "timeout_ms", 5_000);
        // Those of the provider for Redis that other hosts start.
        int connect = millis(link, "BACKEND_CONNECTION_TIMEOUT_MS", timeout);
        int answer = millis(link, "BACKEND_RESPONSE_TIMEOUT_MS", timeout);
        return new RedisTarget(address, timeout, address.config(connect, answer));
    }

    private static int millis(BackendLink link, String key, int fallback) {
        return (int) link.number(key, 1, 600_000, fallback);
    }
}
