package org.latticehost.host.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publish/subscribe and request/reply on subjects. Subjects are tokens joined by dots; in subscriptions {@code *} stands
 * for one token and a final {@code >} for one or more. Malformed ones are an {@link IllegalArgumentException}.
 *
 * <p>Messages of one publisher reach one subscriber in order; nothing is delivered twice; delivery is at most once. While
 * there is no connection, what is sent is kept in a bounded buffer and sent afterwards; subscriptions stay, and miss what
 * others send meanwhile.
 *
 * <p>Thread-safe.
 */
public interface MessageBus {

    /**
     * Sends a message. Does not wait for delivery. If it has a reply subject and reaches nobody, those who subscribe to
     * the reply subject get a message with {@link LatticeMessage#noResponders}.
     *
     * @throws org.latticehost.host.error.TransportException if it cannot be sent or kept for sending: code {@code
     *     OVERLOADED} if there is no connection and the buffer is full, {@code INVALID_REQUEST} if the payload is larger
     *     than {@link #maxPayload}, {@code HOST_STOPPED} after the transport was closed
     */
    void publish(LatticeMessage message);

    /**
     * Sends a message with a fresh reply subject and waits for the first answer. A request under way when the connection
     * breaks may still be answered after it is back.
     *
     * @param timeout from now; includes waiting for a connection
     * @return completes with the answer, on a thread of the transport that must not be blocked; fails with
     *     {@link org.latticehost.host.error.TransportException}, code {@code NO_RESPONDERS} at once if nobody subscribes
     *     to the subject, {@code TIMEOUT} after {@code timeout}, and those of {@link #publish}
     */
    CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout);

    /**
     * Receives messages. Active for what is sent on this bus after this call; for what others send, after a
     * {@link #flush}.
     *
     * @param queueGroup subscriptions of the same group share the messages: each goes to exactly one of them, evenly in
     *     the long run; null to get them all
     * @param options bounds of this subscription
     * @param handler called for one message after the other, on a thread of the transport that may be shared: must not
     *     block. What it throws is logged
     * @throws org.latticehost.host.error.TransportException code {@code HOST_STOPPED} after the transport was closed
     */
    LatticeSubscription subscribe(
            String subject, @Nullable String queueGroup, SubscriptionOptions options, Consumer<LatticeMessage> handler);

    /** Receives messages with default bounds. */
    default LatticeSubscription subscribe(
            String subject, @Nullable String queueGroup, Consumer<LatticeMessage> handler) {
        return subscribe(subject, queueGroup, SubscriptionOptions.defaults(), handler);
    }

    /** A subject nobody else uses, for replies; tokens may be appended to it. */
    String newInbox();

    /**
     * Waits until the peer has processed what was sent so far (subscriptions are then active). Waits for a connection if
     * there is none.
     *
     * @throws org.latticehost.host.error.TransportException code {@code TIMEOUT} if that does not happen in time
     */
    void flush(Duration timeout);

    /** Largest payload in bytes; before the first connection, what peers usually accept. */
    long maxPayload();
}
