package org.latticehost.providers.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore.Secret;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.internal.link.Links;

/**
 * Serves {@code wasmcloud:messaging} on any broker. As the target of a link it is what a component publishes and requests
 * with; as the source, it hands the messages of the link's {@code subscriptions} to the component's handler. Settings of a
 * link win over those of the provider.
 *
 * <p>Thread-safe.
 */
public final class MessagingProvider implements CapabilityProvider {
    private final MessagingBackend backend;
    private final Links<MessageBroker> brokers = new Links<>(this::open);
    private volatile @Nullable ProviderContext context;
    private volatile Map<String, String> defaults = Map.of();
    private volatile Map<String, Secret> secrets = Map.of();

    /**
     * A provider, not yet started.
     *
     * @param backend opens the broker of each link
     */
    public MessagingProvider(MessagingBackend backend) {
        this.backend = backend;
    }

    @Override
    public void start(ProviderContext started) {
        context = started;
        defaults = started.config();
        secrets = started.secrets();
    }

    @Override
    public void linkAdded(ResolvedLink link) {
        check(link);
        brokers.add(link);
    }

    private static void check(ResolvedLink resolved) {
        Link link = resolved.link();
        String wanted = resolved.source() ? "handler" : "consumer";
        if (!link.witNamespace().equals("wasmcloud")
                || !link.witPackage().equals("messaging")
                || !link.interfaces().contains(wanted)) {
            throw new ProviderException(
                    ErrorCode.INVALID_REQUEST,
                    "a messaging provider is the source of links for wasmcloud:messaging/handler and the target of links"
                            + " for wasmcloud:messaging/consumer, got " + link);
        }
    }

    private MessageBroker open(ResolvedLink resolved) {
        Link link = resolved.link();
        if (!resolved.source()) {
            return backend.open(BackendLink.of(resolved, defaults, secrets));
        }
        BackendLink settings = BackendLink.of(resolved, defaults, secrets);
        MessageBroker broker = backend.open(settings);
        try {
            Delivery delivery =
                    new Delivery(Objects.requireNonNull(context, "not started").component(link.target()));
            Subscriptions.open(settings, broker, delivery);
            StreamConsumers.open(settings, broker, delivery);
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public void linkRemoved(ResolvedLink link) {
        brokers.remove(link);
    }

    @Override
    public void configUpdated(Map<String, String> config) {
        defaults = config; // for the links to come
    }

    @Override
    public List<WitInterface> offers() {
        return List.of(WireInterfaces.MESSAGING_CONSUMER);
    }

    @Override
    public Optional<HostInterface> serve(WitInterface wanted, ResolvedLink link) {
        return wanted.name().equals(WireInterfaces.MESSAGING_CONSUMER.name())
                ? Optional.of(ConsumerFunctions.of(wanted, brokers.handle(link)))
                : Optional.empty();
    }

    @Override
    public void stop(Duration grace) {
        brokers.close();
    }
}
