package org.latticehost.providers.messaging;

import java.util.Optional;

/**
 * A message of a broker.
 *
 * @param subject where it was sent
 * @param body its bytes; not to be changed
 * @param replyTo where answers go, if any are wanted
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is; messages are not compared
public record BrokerMessage(String subject, byte[] body, Optional<String> replyTo) {

    /** The subject and the size: bodies do not belong into logs. */
    @Override
    public String toString() {
        return subject + " (" + body.length + " bytes)";
    }
}
