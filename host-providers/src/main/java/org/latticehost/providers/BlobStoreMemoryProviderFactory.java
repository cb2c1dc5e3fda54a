package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.blobstore.BlobStoreProvider;
import org.latticehost.providers.internal.blobstore.MemoryBlobs;

/**
 * The built-in blob store in memory, {@code wasmcloud+builtin://blobstore-memory}: {@code wasi:blobstore} for the components
 * of this host that are linked to it. What is in it ends with the provider.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code namespace}, text, {@code default}: links of the same
 * namespace share their containers; {@code max_bytes}, 268435456: what a namespace may hold, as the link says that uses it
 * first.
 *
 * <p>Stateless; thread-safe.
 */
public final class BlobStoreMemoryProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "blobstore-memory";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public BlobStoreMemoryProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new BlobStoreProvider(new MemoryBlobs());
    }
}
