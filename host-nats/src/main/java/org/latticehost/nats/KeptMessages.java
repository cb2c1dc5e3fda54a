package org.latticehost.nats;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

/** What is to be sent once there is a connection, within a bound. Guarded by the lock of its link. */
final class KeptMessages {
    private final ArrayDeque<LatticeMessage> messages = new ArrayDeque<>();
    private final long limit;
    private long bytes;

    KeptMessages(long limit) {
        this.limit = limit;
    }

    void add(LatticeMessage message) {
        int size = message.payload().length;
        if (bytes + size > limit) {
            throw new TransportException(
                    ErrorCode.OVERLOADED,
                    "not connected, and no room to keep a message of " + size + " bytes for '" + message.subject()
                            + "' (" + messages.size() + " messages, " + bytes + " of " + limit + " bytes)");
        }
        messages.add(message);
        bytes += size;
    }

    @Nullable LatticeMessage first() {
        return messages.peek();
    }

    void removeFirst() {
        bytes -= messages.remove().payload().length;
    }
}
