package org.latticehost.providers.keyvalue;

import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
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

    /**
     * Watches keys for the component at the other end of a link, until what is returned is closed; may block for a
     * connection. A backend that cannot, as by default, refuses.
     *
     * @param link says which keys
     * @throws org.latticehost.host.error.HostException if a setting is wrong, or what is behind cannot be reached
     */
    default AutoCloseable watch(BackendLink link, KeyValueListener listener) {
        throw new ProviderException(
                ErrorCode.INVALID_REQUEST,
                "this key-value provider tells no component of changes (wasi:keyvalue/watcher): it can only be the target"
                        + " of links, got " + link);
    }
}
