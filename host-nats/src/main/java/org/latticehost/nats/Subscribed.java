package org.latticehost.nats;

import io.nats.client.Dispatcher;
import org.jspecify.annotations.Nullable;

/** Something that has to be subscribed on every new connection of a link. Called under the lock of the link. */
interface Subscribed {
    /** Subscribes. */
    void on(Dispatcher dispatcher);

    /** Forgets the subscription; ends it if its connection is still there. */
    void off(@Nullable Dispatcher dispatcher);
}
