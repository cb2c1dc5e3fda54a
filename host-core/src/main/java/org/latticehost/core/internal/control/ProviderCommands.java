package org.latticehost.core.internal.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.core.internal.provider.ProviderReference;
import org.latticehost.core.internal.provider.ProviderTable;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.ComponentTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Start and stop of providers, in order for each id. Thread-safe; the work blocks the lane's thread. */
final class ProviderCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCommands.class);

    private final ProviderTable providers;
    private final LinkStore links;
    private final PolicyGate policy;
    private final EventPublisher events;
    private final BiFunction<String, String, ComponentTarget> components;
    private final Duration grace;
    private final Lanes lanes;

    ProviderCommands(
            ProviderTable providers,
            LinkStore links,
            PolicyGate policy,
            EventPublisher events,
            BiFunction<String, String, ComponentTarget> components,
            Duration grace,
            Lanes lanes) {
        this.providers = providers;
        this.links = links;
        this.policy = policy;
        this.events = events;
        this.components = components;
        this.grace = grace;
        this.lanes = lanes;
    }

    /** Refuses an id that is taken. */
    void checkFree(String providerId) {
        if (providers.running(providerId)) {
            throw new ProviderException(ErrorCode.ALREADY_EXISTS, "provider with that ID is already running");
        }
    }

    /** Starts, and completes when the provider runs and knows its links. */
    CompletableFuture<ProviderDescription> start(StartProvider command, String hostId) {
        return lanes.submit("provider/" + command.providerId(), () -> {
            checkFree(command.providerId());
            try {
                return doStart(command, hostId);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("provider_id", command.providerId())
                        .addKeyValue("error", e.toString())
                        .log("failed to start provider");
                events.tell(
                        "provider_start_failed",
                        EventData.providerStartFailed(hostId, command.providerId(), command.reference(), e));
                throw e;
            }
        });
    }

    /** Stops, and completes when the provider has stopped. */
    CompletableFuture<@Nullable Void> stop(String providerId, String hostId) {
        return lanes.submit("provider/" + providerId, () -> {
            ProviderDescription stopped = providers
                    .description(providerId)
                    .orElseThrow(
                            () -> new CommandException(ErrorCode.NOT_FOUND, "provider with that ID is not running"));
            providers.stop(providerId, grace).ifPresent(CompletableFuture::join);
            LOG.atInfo().addKeyValue("provider_id", providerId).log("provider stopped");
            events.publish("provider_stopped", EventData.providerStopped(hostId, stopped));
            return null;
        });
    }

    private ProviderDescription doStart(StartProvider command, String hostId) {
        String id = command.providerId();
        providers.launcher(command.reference()); // refuses what nobody takes before anything is written
        policy.startProvider(id, ProviderReference.shown(command.reference()), command.annotations());
        links.ensureSpec(id, ProviderReference.shown(command.reference()));
        LiveConfig config = config(command);
        ProviderDescription started;
        try {
            started = providers.start(command, config, target -> components.apply(target, id));
        } catch (RuntimeException e) {
            config.close();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("provider_id", id)
                .addKeyValue("provider_ref", started.reference())
                .log("provider started");
        events.tell("provider_started", EventData.providerStarted(hostId, started));
        providers.linksChanged(Set.of(id), false).join();
        return started;
    }

    private LiveConfig config(StartProvider command) {
        try {
            return providers.configOf(command);
        } catch (HostException e) {
            throw new CommandException(e.code(), "Unable to fetch requested config: " + e.getMessage(), e);
        }
    }
}
