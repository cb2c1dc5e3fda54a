package org.latticehost.providers.messaging;

import org.latticehost.providers.backend.BackendLink;

/** Connects links to a broker. Thread-safe. */
@FunctionalInterface
public interface MessagingBackend {

    /**
     * Opens what a link leads to; may block for a connection. Tried again at the next call if it fails.
     *
     * @throws org.latticehost.host.error.HostException if a setting is wrong, or the broker cannot be reached
     */
    MessageBroker open(BackendLink link);
}
