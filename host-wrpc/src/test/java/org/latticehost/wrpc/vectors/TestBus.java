package org.latticehost.wrpc.vectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeNames;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SerialDelivery;
import org.latticehost.host.spi.SubscriptionOptions;

/** A bus within the test; messages of a subscription come in order, those of different ones at the same time. */
public final class TestBus implements MessageBus, AutoCloseable {
    private final ExecutorService dispatcher =
            Executors.newFixedThreadPool(4, task -> new Thread(task, "test-bus-dispatcher"));
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicInteger inboxes = new AtomicInteger();
    private final AtomicLong turns = new AtomicLong();
    private final long maxPayload;
    private volatile Consumer<LatticeMessage> tap = message -> {};

    public TestBus() {
        this(1 << 20);
    }

    public TestBus(long maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Sees every message when it is published. */
    public void tap(Consumer<LatticeMessage> seen) {
        tap = seen;
    }

    /** Active subscriptions. */
    public int subscriptions() {
        return subscriptions.size();
    }

    @Override
    public void publish(LatticeMessage message) {
        LatticeNames.requireSubject(message.subject());
        if (message.payload().length > maxPayload) {
            throw new IllegalStateException("Maximum Payload Violation: " + message);
        }
        tap.accept(message);
        if (!deliver(message) && message.replyTo().isPresent()) {
            deliver(LatticeMessage.noResponders(message.replyTo().get()));
        }
    }

    private boolean deliver(LatticeMessage message) {
        Map<String, List<Subscription>> groups = new HashMap<>();
        boolean reached = false;
        for (Subscription s : subscriptions) {
            if (LatticeNames.matches(s.subject, message.subject())) {
                reached = true;
                if (s.group == null) {
                    s.delivery.offer(message);
                } else {
                    groups.computeIfAbsent(s.group, g -> new ArrayList<>()).add(s);
                }
            }
        }
        groups.values()
                .forEach(all -> all.get((int) (turns.getAndIncrement() % all.size()))
                        .delivery
                        .offer(message));
        return reached;
    }

    @Override
    public CompletionStage<LatticeMessage> request(LatticeMessage message, Duration timeout) {
        throw new UnsupportedOperationException("wRPC does not use it");
    }

    @Override
    public LatticeSubscription subscribe(
            String subject, String queueGroup, SubscriptionOptions options, Consumer<LatticeMessage> handler) {
        Subscription subscription = new Subscription(subject, queueGroup, options, handler);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public String newInbox() {
        return "_INBOX.test" + inboxes.incrementAndGet();
    }

    @Override
    public void flush(Duration timeout) {
        // What was published is with its receivers.
    }

    @Override
    public long maxPayload() {
        return maxPayload;
    }

    @Override
    public void close() {
        dispatcher.shutdownNow();
    }

    private final class Subscription implements LatticeSubscription {
        private final String subject;
        private final String group;
        private final SerialDelivery<LatticeMessage> delivery;

        Subscription(String subject, String group, SubscriptionOptions options, Consumer<LatticeMessage> handler) {
            this.subject = LatticeNames.requirePattern(subject);
            this.group = group;
            this.delivery = new SerialDelivery<>(subject, dispatcher, options, m -> m.payload().length, handler);
        }

        @Override
        public String subject() {
            return subject;
        }

        @Override
        public boolean active() {
            return subscriptions.contains(this);
        }

        @Override
        public void close() {
            subscriptions.remove(this);
            delivery.close();
        }
    }
}
