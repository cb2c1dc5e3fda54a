package org.latticehost.providers.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.latticehost.host.error.ConfigurationException;

/**
 * What one link leads to: subjects, which are tokens joined by dots. Subjects and bodies come from guests. Failures are
 * {@link MessagingException}s.
 *
 * <p>Thread-safe.
 */
public interface MessageBroker extends AutoCloseable {

    /** Sends a message; does not wait for whoever gets it. */
    void publish(BrokerMessage message);

    /**
     * Sends a message and waits for the first answer.
     *
     * @param timeout more than zero
     * @throws MessagingException if there is none in time, or nobody to answer
     * @throws InterruptedException if the call was given up
     */
    BrokerMessage request(String subject, byte[] body, Duration timeout) throws InterruptedException;

    /**
     * Receives messages until the broker is closed.
     *
     * @param subject may have {@code *} for a token and a final {@code >} for one or more
     * @param queueGroup those of one group share the messages
     * @param receiver called on a thread of the broker; does not block
     * @throws IllegalArgumentException if it is no subject
     */
    void subscribe(String subject, Optional<String> queueGroup, Consumer<BrokerMessage> receiver);

    /**
     * Takes messages that the broker keeps in a stream, until the broker is closed; each once at most.
     *
     * @param stream where they are kept
     * @param consumer who takes them, known to the broker
     * @param batch how many are asked for at once
     * @param batchBytes how many bytes are asked for at once; 0 for any number
     * @param receiver called on a thread of the broker; does not block
     * @throws org.latticehost.host.error.HostException if the broker has no such stream or consumer, or no streams at all
     */
    default void consume(String stream, String consumer, int batch, int batchBytes, Consumer<BrokerMessage> receiver) {
        throw new ConfigurationException("consumers: this broker keeps no streams; use subscriptions");
    }

    /** Ends subscriptions and requests. */
    @Override
    void close();
}
