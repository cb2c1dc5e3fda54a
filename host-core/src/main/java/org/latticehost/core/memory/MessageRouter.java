package org.latticehost.core.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.LatticeMessage;

/** Takes messages to the subscriptions and requests they are for. Runs on the publisher's thread, runs no foreign code. */
final class MessageRouter {
    private final SubjectTrie<InMemorySubscription> subscriptions = new SubjectTrie<>();
    private final Map<String, PendingReply> replies = new ConcurrentHashMap<>();

    void add(InMemorySubscription subscription) {
        subscriptions.add(subscription.subject(), subscription);
    }

    void remove(InMemorySubscription subscription) {
        subscriptions.remove(subscription.subject(), subscription);
    }

    void expect(String inbox, PendingReply reply) {
        replies.put(inbox, reply);
    }

    void forget(String inbox) {
        replies.remove(inbox);
    }

    /** Delivers a message; if that reaches nobody, tells those who wait for its answer. */
    void route(LatticeMessage message) {
        @Nullable String replyTo = message.replyTo().orElse(null);
        if (!deliver(message) && replyTo != null) {
            deliver(LatticeMessage.noResponders(replyTo));
        }
    }

    private boolean deliver(LatticeMessage message) {
        boolean reached = false;
        @Nullable PendingReply reply = replies.get(message.subject());
        if (reply != null && reply.receiving()) {
            reply.answered(message);
            reached = true;
        }
        List<InMemorySubscription> found = new ArrayList<>(4);
        subscriptions.collect(message.subject(), found);
        @Nullable Map<String, List<InMemorySubscription>> groups = null;
        for (InMemorySubscription subscription : found) {
            if (!subscription.receiving()) {
                continue;
            }
            reached = true;
            @Nullable String group = subscription.queueGroup();
            if (group == null) {
                subscription.deliver(message);
            } else {
                groups = groups == null ? new HashMap<>() : groups;
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(subscription);
            }
        }
        if (groups != null) {
            for (List<InMemorySubscription> members : groups.values()) {
                // At random as a NATS server does: a shared counter would lock several groups into one rhythm.
                int chosen = ThreadLocalRandom.current().nextInt(members.size());
                members.get(chosen).deliver(message);
            }
        }
        return reached;
    }
}
