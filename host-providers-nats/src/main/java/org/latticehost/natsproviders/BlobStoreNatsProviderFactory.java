package org.latticehost.natsproviders;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.blobstore.BlobStoreProvider;

/**
 * The built-in blob store on NATS, {@code wasmcloud+builtin://blobstore-nats}: {@code wasi:blobstore} on object stores of
 * JetStream, for the components of this host that are linked to it.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code cluster_uri}, {@code nats://127.0.0.1:4222};
 * {@code js_domain}; {@code client_jwt} and {@code client_seed}; {@code tls_ca} (PEM text) or {@code tls_ca_file}, which
 * require TLS. For the containers that it makes: {@code storage_type}, {@code file} or {@code memory}; {@code max_age} of
 * an object in seconds, 0 for no limit; {@code num_replicas}, 1; {@code compression}, {@code false}. For objects {@code max_write_wait}: 30 seconds
 * that the server may take to store one.
 *
 * <p>Stateless; thread-safe.
 */
public final class BlobStoreNatsProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "blobstore-nats";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public BlobStoreNatsProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new BlobStoreProvider(NatsBlobs::open);
    }
}
