package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.blobstore.BlobStoreProvider;
import org.latticehost.providers.internal.blobstore.FileBlobs;

/**
 * The built-in blob store in files, {@code wasmcloud+builtin://blobstore-fs}: {@code wasi:blobstore} for the components of
 * this host that are linked to it. A container is a folder, an object a file in it.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code root}, required: an absolute path; guests reach
 * nothing outside it, nor behind symbolic links.
 *
 * <p>Stateless; thread-safe.
 */
public final class BlobStoreFsProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "blobstore-fs";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public BlobStoreFsProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new BlobStoreProvider(FileBlobs::open);
    }
}
