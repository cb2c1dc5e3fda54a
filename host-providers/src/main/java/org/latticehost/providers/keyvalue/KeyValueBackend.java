package org.latticehost.providers.keyvalue;

import org.latticehost.providers.backend.BackendLink;

/** Makes the stores of links. Thread-safe. */
@FunctionalInterface
public interface KeyValueBackend {

    /**
     * Opens what a link leads to; may block for a connection. Tried again at the next call if it fails.
     *
     * @throws org.latticehost.host.error.HostException if a setting is wrong, or what is behind cannot be reached
     */
    KeyValueStore open(BackendLink link);
}
