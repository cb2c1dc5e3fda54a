package org.latticehost.natsproviders;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.latticehost.host.error.HostException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.nats.NatsTransport;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.messaging.BrokerMessage;
import org.latticehost.providers.messaging.MessageBroker;
import org.latticehost.providers.messaging.MessagingException;

/** The NATS server that one link leads to. Thread-safe. */
final class NatsBroker implements MessageBroker {
    private static final Duration SUBSCRIBED_WITHIN = Duration.ofSeconds(5);

    private final NatsTransport transport;
    private final MessageBus bus;

    private NatsBroker(NatsTransport transport) {
        this.transport = transport;
        this.bus = transport.rpc();
    }

    static NatsBroker open(BackendLink link) {
        return new NatsBroker(LinkConnection.open(link, "cluster_uris"));
    }

    @Override
    public void publish(BrokerMessage message) {
        try {
            bus.publish(LatticeMessage.of(message.subject(), message.body())
                    .withHeaders(message.headers())
                    .withReplyTo(message.replyTo().orElse(null)));
        } catch (HostException | IllegalArgumentException e) {
            throw new MessagingException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public BrokerMessage request(String subject, byte[] body, Duration timeout) throws InterruptedException {
        try {
            return message(bus.request(LatticeMessage.of(subject, body), timeout)
                    .toCompletableFuture()
                    .get());
        } catch (ExecutionException e) {
            throw new MessagingException("request on '" + subject + "': " + reason(e), e);
        } catch (HostException | IllegalArgumentException e) {
            throw new MessagingException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String reason(ExecutionException e) {
        return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    }

    @Override
    public void subscribe(String subject, Optional<String> queueGroup, Consumer<BrokerMessage> receiver) {
        bus.subscribe(subject, queueGroup.orElse(null), message -> receiver.accept(message(message)));
        bus.flush(SUBSCRIBED_WITHIN);
    }

    @Override
    public void consume(String stream, String consumer, int batch, int batchBytes, Consumer<BrokerMessage> receiver) {
        // Ends with the transport.
        AutoCloseable unused =
                transport.consume(stream, consumer, batch, batchBytes, message -> receiver.accept(message(message)));
    }

    private static BrokerMessage message(LatticeMessage message) {
        return new BrokerMessage(message.subject(), message.payload(), message.replyTo(), message.headers());
    }

    @Override
    public void close() {
        transport.close();
    }
}
