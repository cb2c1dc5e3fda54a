package org.latticehost.core.internal.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SerialDelivery;
import org.latticehost.host.spi.SubscriptionOptions;

/**
 * The subscriptions by which other members of the lattice reach this host. They are made first of all, so that nothing is
 * missed; what arrives before the host is ready waits. Requests on one subscription begin in the order they came, on
 * threads of the host, and end in any order.
 *
 * <p>Thread-safe.
 */
public final class ControlInterface {
    private static final SubscriptionOptions WAITING = new SubscriptionOptions(4_096, 32L << 20);

    private final MessageBus bus;
    private final String base;
    private final GatedExecutor gate;
    private final List<SerialDelivery<?>> deliveries = new ArrayList<>();
    private final List<LatticeSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile @Nullable Dispatcher dispatcher;

    /**
     * @param bus the control connection
     * @param threads run the handlers, which do not block
     */
    public ControlInterface(MessageBus bus, HostConfig config, Executor threads) {
        this.bus = bus;
        this.base = config.controlTopicPrefix() + ".v1." + config.lattice() + ".";
        this.gate = new GatedExecutor(threads);
    }

    /** Subscribes; requests wait until {@link #open}. */
    public void subscribe(String hostId, HostConfig config) {
        everyone("registry.put");
        everyone("host.ping");
        oneOfUs("link.*", "link");
        oneOfUs("claims.get", "claims");
        everyone("component.*." + hostId);
        everyone("provider.*." + hostId);
        everyone("label.*." + hostId);
        everyone("host.*." + hostId);
        oneOfUs("config.>", "config");
        if (config.componentAuction()) {
            everyone("component.auction");
        }
        if (config.providerAuction()) {
            everyone("provider.auction");
        }
    }

    /** Begins to handle requests, also those that waited. */
    public void open(ControlHost host) {
        dispatcher = new Dispatcher(bus, base, host.tracing(), Handlers.of(host));
        gate.open();
    }

    /** Takes no more requests; completes when those in progress are over and answered. */
    public CompletableFuture<@Nullable Void> close() {
        subscriptions.forEach(LatticeSubscription::close);
        deliveries.forEach(SerialDelivery::close);
        Dispatcher open = dispatcher;
        return open == null ? CompletableFuture.completedFuture(null) : open.close();
    }

    private void everyone(String subject) {
        listen(subject, null);
    }

    /** Of all hosts that subscribe with this group one gets a request; the names of groups are part of the protocol. */
    private void oneOfUs(String subject, String group) {
        listen(subject, base + group);
    }

    private void listen(String subject, @Nullable String group) {
        SerialDelivery<LatticeMessage> delivery = new SerialDelivery<>(
                base + subject, gate, WAITING, message -> message.payload().length, this::dispatch);
        deliveries.add(delivery);
        subscriptions.add(bus.subscribe(base + subject, group, WAITING, delivery::offer));
    }

    private void dispatch(LatticeMessage message) {
        Dispatcher open = dispatcher;
        if (open != null) {
            open.dispatch(message);
        }
    }
}
