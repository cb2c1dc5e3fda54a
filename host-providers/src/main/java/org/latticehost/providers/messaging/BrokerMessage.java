package org.latticehost.providers.messaging;

import java.util.Map;
import java.util.Optional;

/**
 * A message of a broker.
 *
 * @param subject where it was sent
 * @param body its bytes; not to be changed
 * @param replyTo where answers go, if any are wanted
 * @param headers beside the body, for traces; handlers do not see them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is; messages are not compared
public record BrokerMessage(String subject, byte[] body, Optional<String> replyTo, Map<String, String> headers) {

    public BrokerMessage {
        headers = Map.copyOf(headers);
    }

    /** A message without headers. */
    public BrokerMessage(String subject, byte[] body, Optional<String> replyTo) {
        this(subject, body, replyTo, Map.of());
    }

    /** The subject and the size: bodies do not belong into logs. */
    @Override
    public String toString() {
        return subject + " (" + body.length + " bytes)";
    }
}
