package org.latticehost.nats;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import io.nats.client.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one jnats connection.
 *
 * <p>jnats subscribes at the server before it remembers the handler, and drops what arrives in between: a request that a
 * busy machine loses. It hands such a message to the handler of the whole dispatcher, if there is one; ours waits until the
 * subscription is complete, and passes it on. The order of messages stays, because jnats delivers on one thread.
 *
 * <p>Thread-safe.
 */
final class SafeDispatcher {
    private final Dispatcher jnats;
    private final ReentrantLock subscribing = new ReentrantLock();
    private final Map<Subscription, MessageHandler> handlers = new ConcurrentHashMap<>();

    SafeDispatcher(Connection connection) {
        jnats = connection.createDispatcher(this::early);
        jnats.setPendingLimits(0, 0); // every subscription has its own bounds
    }

    /** Subscribes. Throws {@link IllegalStateException} if the connection is lost. */
    Subscription subscribe(String subject, @Nullable String queueGroup, MessageHandler handler) {
        subscribing.lock();
        try {
            Subscription made = queueGroup == null
                    ? jnats.subscribe(subject, handler)
                    : jnats.subscribe(subject, queueGroup, handler);
            handlers.put(made, handler);
            return made;
        } finally {
            subscribing.unlock();
        }
    }

    /** Ends a subscription, if it is one of these and has not ended. Throws as above. */
    void unsubscribe(Subscription subscription) {
        if (handlers.remove(subscription) != null && subscription.isActive()) {
            jnats.unsubscribe(subscription);
        }
    }

    private void early(Message message) throws InterruptedException {
        MessageHandler handler;
        subscribing.lockInterruptibly();
        try {
            handler = handlers.get(message.getSubscription());
        } finally {
            subscribing.unlock();
        }
        if (handler != null) {
            handler.onMessage(message);
        }
    }
}
