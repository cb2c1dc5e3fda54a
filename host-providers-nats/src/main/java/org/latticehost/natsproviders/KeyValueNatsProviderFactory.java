package org.latticehost.natsproviders;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.keyvalue.KeyValueProvider;

/**
 * The built-in key-value store on NATS, {@code wasmcloud+builtin://keyvalue-nats}: {@code wasi:keyvalue} on buckets of
 * JetStream.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code cluster_uri}, {@code nats://127.0.0.1:4222};
 * {@code bucket}: the bucket of the link, which the component opens by the name of the link; without it the component
 * names buckets itself; {@code enable_bucket_auto_create}, {@code false}; {@code js_domain}; {@code client_jwt} and
 * {@code client_seed}; {@code tls_ca} (PEM text) or {@code tls_ca_file}, which require TLS.
 *
 * <p>Stateless; thread-safe.
 */
public final class KeyValueNatsProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "keyvalue-nats";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public KeyValueNatsProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new KeyValueProvider(NatsStore::open);
    }
}
