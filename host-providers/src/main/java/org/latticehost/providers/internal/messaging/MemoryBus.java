package org.latticehost.providers.internal.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.latticehost.providers.messaging.BrokerMessage;

/** Subjects and who is subscribed to them. Messages are handed on by the thread that sends them. Thread-safe. */
final class MemoryBus {
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong turns = new AtomicLong();

    /** Told apart by identity: the same may be subscribed twice. */
    static final class Subscription {
        private final Subject subject;
        private final Optional<String> queueGroup;
        private final Consumer<BrokerMessage> receiver;

        Subscription(Subject subject, Optional<String> queueGroup, Consumer<BrokerMessage> receiver) {
            this.subject = subject;
            this.queueGroup = queueGroup;
            this.receiver = receiver;
        }
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /**
     * Sends a message.
     *
     * @return whether anybody got it
     */
    boolean publish(BrokerMessage message) {
        Subject sent = Subject.of(message.subject(), false);
        Map<String, List<Subscription>> groups = new LinkedHashMap<>();
        List<Subscription> chosen = new ArrayList<>();
        for (Subscription each : subscriptions) {
            if (each.subject.covers(sent)) {
                if (each.queueGroup.isPresent()) {
                    groups.computeIfAbsent(each.queueGroup.get(), name -> new ArrayList<>())
                            .add(each);
                } else {
                    chosen.add(each);
                }
            }
        }
        groups.values().forEach(group -> chosen.add(group.get((int) (turns.getAndIncrement() % group.size()))));
        chosen.forEach(each -> each.receiver.accept(message));
        return !chosen.isEmpty();
    }
}
