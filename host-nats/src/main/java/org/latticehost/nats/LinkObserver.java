package org.latticehost.nats;

import io.nats.client.Connection;

/** Told about the connection of a link, one change after the other, on a handler thread. */
interface LinkObserver {
    /** The link uses a new connection. */
    void up(Connection connection);

    /** It lost it. */
    void down(String reason);
}
