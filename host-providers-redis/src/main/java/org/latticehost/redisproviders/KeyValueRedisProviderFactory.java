package org.latticehost.redisproviders;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.keyvalue.KeyValueProvider;

/**
 * The built-in key-value store on Redis, {@code wasmcloud+builtin://keyvalue-redis}: {@code wasi:keyvalue} on the keys of
 * a database.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code URL}, {@code redis://127.0.0.1:6379}, with user,
 * password and database if need be, {@code rediss://} for TLS; {@code bucket_prefix}, {@code false}: whether keys are kept
 * as {@code bucket:key}, else all buckets are one; {@code max_connections}, 16; {@code timeout_ms}, 5000, for each command,
 * or apart {@code BACKEND_CONNECTION_TIMEOUT_MS} and {@code BACKEND_RESPONSE_TIMEOUT_MS}.
 *
 * <p>As the source of a link it tells a component that exports {@code wasi:keyvalue/watcher} of changed keys. Configuration
 * of the link (source side) as above, and {@code watch}, {@code SET@key,DEL@key}: which keys, as Redis keeps them. The server
 * has to notify of them: {@code notify-keyspace-events} with {@code K}, {@code $} and {@code g}.
 *
 * <p>Stateless; thread-safe.
 */
public final class KeyValueRedisProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "keyvalue-redis";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public KeyValueRedisProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new KeyValueProvider(new RedisBackend());
    }
}
