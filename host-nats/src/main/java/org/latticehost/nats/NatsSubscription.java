package org.latticehost.nats;

import io.nats.client.Message;
import io.nats.client.Subscription;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.SerialDelivery;
import org.latticehost.host.spi.SubscriptionOptions;

/** A subscription that outlives connections. */
final class NatsSubscription implements LatticeSubscription, Subscribed {
    /** Larger messages take longer to decode, and would hold up those of other subscriptions. */
    private static final int SMALL = 4096;

    private final NatsBus bus;
    private final String subject;
    private final @Nullable String queueGroup;
    private final boolean quick;
    private final SerialDelivery<LatticeMessage> delivery;
    private @Nullable Subscription onServer;
    private volatile boolean active = true;

    NatsSubscription(
            NatsBus bus,
            String subject,
            @Nullable String queueGroup,
            SubscriptionOptions options,
            Executor executor,
            Consumer<LatticeMessage> handler) {
        this.bus = bus;
        this.subject = subject;
        this.queueGroup = queueGroup;
        this.quick = options.quick();
        this.delivery = new SerialDelivery<>(subject, executor, options, message -> message.payload().length, handler);
    }

    @Override
    public void on(SafeDispatcher dispatcher) {
        onServer = dispatcher.subscribe(subject, queueGroup, this::received);
    }

    @Override
    public void off(@Nullable SafeDispatcher dispatcher) {
        if (dispatcher != null && onServer != null) {
            dispatcher.unsubscribe(onServer);
        }
        onServer = null;
    }

    private void received(Message message) {
        @Nullable LatticeMessage received = NatsMessages.received(message);
        if (received == null) {
            return;
        }
        if (quick && received.payload().length <= SMALL) {
            delivery.offerOrHandle(received);
        } else {
            delivery.offer(received);
        }
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public void close() {
        active = false;
        delivery.close();
        bus.removed(this);
    }
}
