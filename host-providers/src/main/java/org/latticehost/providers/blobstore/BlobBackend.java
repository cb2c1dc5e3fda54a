package org.latticehost.providers.blobstore;

import org.latticehost.providers.backend.BackendLink;

/** Makes the stores of links. Thread-safe. */
@FunctionalInterface
public interface BlobBackend {

    /**
     * Opens what a link leads to; may block. Tried again at the next call if it fails.
     *
     * @throws org.latticehost.host.error.HostException if a setting is wrong, or what is behind cannot be reached
     */
    BlobStore open(BackendLink link);
}
