package org.latticehost.providers.internal.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.latticehost.providers.messaging.BrokerMessage;
import org.latticehost.providers.messaging.MessageBroker;
import org.latticehost.providers.messaging.MessagingException;

/** One link's place on a bus. Thread-safe. */
final class MemoryBroker implements MessageBroker {
    private static final AtomicLong INBOXES = new AtomicLong();

    private final MemoryBus bus;
    private final List<MemoryBus.Subscription> own = new CopyOnWriteArrayList<>();

    MemoryBroker(MemoryBus bus) {
        this.bus = bus;
    }

    @Override
    public void publish(BrokerMessage message) {
        send(message);
    }

    private boolean send(BrokerMessage message) {
        try {
            return bus.publish(message);
        } catch (IllegalArgumentException e) {
            throw new MessagingException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public BrokerMessage request(String subject, byte[] body, Duration timeout) throws InterruptedException {
        String inbox = "_INBOX." + INBOXES.incrementAndGet();
        CompletableFuture<BrokerMessage> answer = new CompletableFuture<>();
        MemoryBus.Subscription waiting =
                new MemoryBus.Subscription(Subject.of(inbox, false), Optional.empty(), answer::complete);
        bus.add(waiting);
        try {
            if (!send(new BrokerMessage(subject, body, Optional.of(inbox)))) {
                throw new MessagingException("no responders on '" + subject + "'");
            }
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new MessagingException("no answer on '" + subject + "' within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new MessagingException("the request on '" + subject + "' failed", e);
        } finally {
            bus.remove(waiting);
        }
    }

    @Override
    public void subscribe(String subject, Optional<String> queueGroup, Consumer<BrokerMessage> receiver) {
        MemoryBus.Subscription subscription =
                new MemoryBus.Subscription(Subject.of(subject, true), queueGroup, receiver);
        own.add(subscription);
        bus.add(subscription);
    }

    @Override
    public void close() {
        own.forEach(bus::remove);
    }
}
