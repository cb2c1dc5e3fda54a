package org.latticehost.nats;

import org.jspecify.annotations.Nullable;

/** Something that has to be subscribed on every new connection of a link. Called under the lock of the link. */
interface Subscribed {
    /** Subscribes. */
    void on(SafeDispatcher dispatcher);

    /** Forgets the subscription; ends it if its connection is still there. */
    void off(@Nullable SafeDispatcher dispatcher);
}
