package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;

/** Messages as jnats knows them. */
final class NatsMessages {
    private static final byte[] EMPTY = new byte[0];
    private static final int NO_RESPONDERS = 503;
    private static final int LINE_END = 2;
    private static final int VERSION_LINE = "NATS/1.0".length() + LINE_END;

    /** Calls over one link all have the same headers. */
    private static volatile @Nullable Sent lastSent;

    private static volatile Map<String, String> lastReceived = Map.of();

    private NatsMessages() {}

    /** A received message; null for a status other than that there are no responders, which is for jnats alone. */
    static @Nullable LatticeMessage received(Message message) {
        if (message.isStatusMessage()) {
            return message.getStatus().getCode() == NO_RESPONDERS
                    ? LatticeMessage.noResponders(message.getSubject())
                    : null;
        }
        byte[] data = message.getData();
        LatticeMessage result = LatticeMessage.of(message.getSubject(), data == null ? EMPTY : data)
                .withReplyTo(message.getReplyTo());
        return message.hasHeaders() ? withHeaders(result, message.getHeaders()) : result;
    }

    private static LatticeMessage withHeaders(LatticeMessage message, Headers headers) {
        Map<String, String> last = lastReceived;
        if (same(headers, last)) {
            return message.withHeaders(last);
        }
        LatticeMessage made = withNewHeaders(message, headers);
        lastReceived = made.headers();
        return made;
    }

    private static boolean same(Headers headers, Map<String, String> known) {
        if (headers.size() != known.size()) {
            return false;
        }
        for (Map.Entry<String, String> each : known.entrySet()) {
            List<String> values = headers.get(each.getKey());
            if (values == null || !firstOf(values).equals(each.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static LatticeMessage withNewHeaders(LatticeMessage message, Headers headers) {
        Map<String, String> first = new LinkedHashMap<>();
        headers.forEach((name, values) -> first.put(name, firstOf(values)));
        try {
            return message.withHeaders(first);
        } catch (IllegalArgumentException e) {
            // A peer may send what we may not; its message counts more than such a header.
            first.entrySet().removeIf(header -> !acceptable(header));
            return message.withHeaders(first);
        }
    }

    private static String firstOf(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }

    private static boolean acceptable(Map.Entry<String, String> header) {
        try {
            LatticeMessage.empty("a").withHeaders(Map.of(header.getKey(), header.getValue()));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Hands a message to jnats. */
    static void publish(Connection connection, LatticeMessage message) {
        @Nullable String replyTo = message.replyTo().orElse(null);
        if (message.headers().isEmpty()) {
            connection.publish(message.subject(), replyTo, message.payload());
        } else {
            connection.publish(message.subject(), replyTo, headers(message), message.payload());
        }
    }

    /** Read-only, which jnats does not copy. */
    private static Headers headers(LatticeMessage message) {
        Sent last = lastSent;
        if (last != null && last.from == message.headers()) {
            return last.headers;
        }
        Headers headers = new Headers();
        message.headers().forEach((name, value) -> headers.put(name, value));
        Headers made = new Headers(headers, true);
        lastSent = new Sent(message.headers(), made);
        return made;
    }

    /** Headers as jnats has them, good for as long as messages have the same ones. */
    private record Sent(Map<String, String> from, Headers headers) {}

    /** As jnats writes them: a line of the version, a line for each, an empty line. */
    private static long headerBytes(LatticeMessage message) {
        long bytes = (long) VERSION_LINE + LINE_END;
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            bytes += header.getKey().length() + header.getValue().length() + 1 + LINE_END; // all ASCII
        }
        return bytes;
    }

    /** Throws if the message is larger than the server accepts; headers count. */
    static void requireFits(LatticeMessage message, long maxPayload) {
        long size = message.payload().length;
        if (!message.headers().isEmpty()) {
            size += headerBytes(message);
        }
        requireFits(message.subject(), size, maxPayload);
    }

    static void requireFits(String target, long size, long maxPayload) {
        if (size > maxPayload) {
            throw new TransportException(
                    ErrorCode.INVALID_REQUEST,
                    "payload and headers of " + size + " bytes for '" + target + "' are larger than the " + maxPayload
                            + " bytes that the server accepts");
        }
    }
}
