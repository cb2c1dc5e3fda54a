package org.latticehost.core.memory;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.SerialDelivery;
import org.latticehost.host.spi.SubscriptionOptions;

/** A subscription of one transport. */
final class InMemorySubscription implements LatticeSubscription {
    private final InMemoryTransport owner;
    private final String subject;
    private final @Nullable String queueGroup;
    private final SerialDelivery<LatticeMessage> delivery;
    private volatile boolean active = true;

    InMemorySubscription(
            InMemoryTransport owner,
            String subject,
            @Nullable String queueGroup,
            SubscriptionOptions options,
            Executor executor,
            Consumer<LatticeMessage> handler) {
        this.owner = owner;
        this.subject = subject;
        this.queueGroup = queueGroup;
        this.delivery = new SerialDelivery<>(subject, executor, options, message -> message.payload().length, handler);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Nullable String queueGroup() {
        return queueGroup;
    }

    boolean receiving() {
        return active && owner.receiving();
    }

    void deliver(LatticeMessage message) {
        delivery.offer(message);
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void close() {
        active = false;
        delivery.close();
        owner.removed(this);
    }
}
