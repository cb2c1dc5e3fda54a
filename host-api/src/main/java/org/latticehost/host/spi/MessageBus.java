package org.latticehost.host.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publish/subscribe and request/reply on subjects. Subjects are tokens joined by dots; in subscriptions {@code *} stands
 * for one token and a final {@code >} for one or more.
 *
 * <p>Thread-safe. Messages of one publisher reach one subscriber in order; nothing is delivered twice; delivery is at
 * most once.
 */
public interface MessageBus {

    /**
     * Sends a message. Does not wait for delivery.
     *
     * @throws org.latticehost.host.error.TransportException if it cannot be sent or kept for sending: not connected and
     *     the bounded buffer is full, larger than {@link #maxPayload}, closed
     */
    void publish(LatticeMessage message);

    /**
     * Sends a message with a fresh reply subject and waits for the first answer.
     *
     * @return completes with the answer; fails with {@link org.latticehost.host.error.TransportException}, code {@code
     *     NO_RESPONDERS} at once if nobody subscribes to the subject, {@code TIMEOUT} after {@code timeout}
     */
    CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout);

    /**
     * Receives messages.
     *
     * @param queueGroup subscriptions of the same group share the messages; null to get them all
     * @param options bounds of this subscription
     * @param handler called for one message after the other, on a thread of the transport that may be shared: must not
     *     block. What it throws is logged
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
     * Waits until the peer has processed what was sent so far (subscriptions are then active).
     *
     * @throws org.latticehost.host.error.TransportException if that does not happen in time
     */
    void flush(Duration timeout);

    /** Largest payload in bytes. */
    long maxPayload();
}
