package org.latticehost.core.internal.control;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.claims.ClaimsTable;
import org.latticehost.core.internal.component.ComponentTable;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.core.internal.provider.ProviderTable;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.error.CommandException;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.HostInventory;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.MessageBus;

/**
 * Everything a host can be told, with typed results; each command is one span and one entry among those in progress.
 * Called by the Java API and by the control interface, so that both mean the same. Thread-safe; nothing blocks.
 */
public final class Commands {
    private final HostFacts facts;
    private final InFlight inFlight;
    private final Tracing tracing;
    private final EventPublisher events;
    private final ComponentTable components;
    private final ProviderTable providers;
    private final LinkStore links;
    private final ComponentCommands componentCommands;
    private final ProviderCommands providerCommands;
    private final LinkCommands linkCommands;
    private final ConfigCommands configCommands;
    private final Lanes lanes;
    private final ClaimsTable claims;
    private final Artifacts artifacts;

    /** What commands work on. */
    public record Parts(
            HostFacts facts,
            InFlight inFlight,
            Tracing tracing,
            EventPublisher events,
            ComponentTable components,
            ProviderTable providers,
            LinkStore links,
            ClaimsTable claims,
            ConfigStore configs,
            PolicyGate policy,
            Clock clock,
            Artifacts artifacts,
            MessageBus rpc,
            Lanes lanes,
            Duration grace) {}

    public Commands(Parts p) {
        facts = p.facts;
        inFlight = p.inFlight;
        tracing = p.tracing;
        events = p.events;
        components = p.components;
        providers = p.providers;
        links = p.links;
        lanes = p.lanes;
        claims = p.claims;
        artifacts = p.artifacts;
        componentCommands = new ComponentCommands(
                components, p.configs, links, new Admittance(p.artifacts, p.policy, claims, p.clock), events, lanes);
        providerCommands = new ProviderCommands(providers, links, p.policy, events, components::target, p.grace, lanes);
        linkCommands = new LinkCommands(
                links, p.configs, providers, events, new LinkMessages(p.rpc, facts.lattice(), p.configs), lanes);
        configCommands = new ConfigCommands(p.configs, events, lanes);
    }

    /** A scale, with what can be said before it is done. */
    public record Scaling(String announcement, CompletionStage<Optional<ComponentDescription>> done) {}

    /** What a scale will do, as far as can be told before it is done. */
    public String announce(ScaleRequest request) {
        return componentCommands.announce(request);
    }

    /** Scales a component. */
    public Scaling scale(ScaleRequest request, Context telemetry) {
        String announcement = componentCommands.announce(request);
        return new Scaling(
                announcement,
                command(
                        telemetry,
                        "handle_scale_component",
                        "component_id",
                        request.spec().id(),
                        () -> componentCommands.scale(request)));
    }

    /** Stops a component. */
    public CompletionStage<@Nullable Void> stopComponent(String id, String hostId, Context telemetry) {
        return command(
                telemetry, "handle_scale_component", "component_id", id, () -> componentCommands.stop(id, hostId));
    }

    /** The reference a component runs from; fails if it does not run. */
    public String runningReference(String componentId) {
        return componentCommands.running(componentId).reference();
    }

    /** Updates a component. */
    public CompletionStage<ComponentDescription> update(ScaleRequest.Update request, Context telemetry) {
        return command(
                telemetry,
                "handle_update_component",
                "component_id",
                request.componentId(),
                () -> componentCommands.update(request));
    }

    /** Refuses a provider id that is taken. */
    public void checkProviderFree(String providerId) {
        providerCommands.checkFree(providerId);
    }

    /** Whether there is a provider behind a reference to a built-in one. */
    public boolean offersProvider(String reference) {
        return providers.offers(reference);
    }

    /** The lattice is told that a provider cannot be started, of which not even a command could be made. */
    public void providerStartFailed(String providerId, String reference, String hostId, Throwable failure) {
        events.tell("provider_start_failed", EventData.providerStartFailed(hostId, providerId, reference, failure));
    }

    /** Starts a provider. */
    public CompletionStage<ProviderDescription> startProvider(StartProvider command, String hostId, Context telemetry) {
        return command(
                telemetry,
                "handle_start_provider",
                "provider_id",
                command.providerId(),
                () -> providerCommands.start(command, hostId));
    }

    /** Stops a provider. */
    public CompletionStage<@Nullable Void> stopProvider(String providerId, String hostId, Context telemetry) {
        return command(
                telemetry,
                "handle_stop_provider",
                "provider_id",
                providerId,
                () -> providerCommands.stop(providerId, hostId));
    }

    /**
     * Puts a link; gives why a provider here does not serve it although it is stored, if so.
     *
     * @param replace whether it takes the place of links that lead any of its interfaces elsewhere
     */
    public CompletionStage<Optional<RuntimeException>> putLink(Link link, boolean replace, Context telemetry) {
        return command(telemetry, "handle_link_put", "source_id", link.source(), () -> linkCommands.put(link, replace));
    }

    /** Removes a link. */
    public CompletionStage<LinkStore.Removal> deleteLink(
            String sourceId, String witNamespace, String witPackage, String name, Context telemetry) {
        return command(
                telemetry,
                "handle_link_delete",
                "source_id",
                sourceId,
                () -> linkCommands.delete(sourceId, witNamespace, witPackage, name));
    }

    /** All links, from memory. */
    public List<Link> links() {
        return links.table().all().toList();
    }

    /** Claims of signed components and providers, as flat maps. */
    public List<Map<String, String>> claims() {
        return claims.all();
    }

    /** Keeps credentials for registries. */
    public void putRegistries(Map<String, RegistryCredential> credentials) {
        artifacts.credentials(credentials);
    }

    /** Stores configuration as it was sent. */
    public CompletionStage<@Nullable Void> putConfig(String name, byte[] values, Context telemetry) {
        return command(telemetry, "handle_config_put", "config_name", name, () -> configCommands.put(name, values));
    }

    /** Stores configuration. */
    public CompletionStage<@Nullable Void> putConfig(String name, Map<String, String> values, Context telemetry) {
        return command(telemetry, "handle_config_put", "config_name", name, () -> configCommands.put(name, values));
    }

    /** Reads configuration. */
    public CompletionStage<Optional<Map<String, String>>> config(String name, Context telemetry) {
        return command(telemetry, "handle_config_get", "config_name", name, () -> configCommands.get(name));
    }

    /** Removes configuration. */
    public CompletionStage<@Nullable Void> deleteConfig(String name, Context telemetry) {
        return command(telemetry, "handle_config_delete", "config_name", name, () -> configCommands.delete(name));
    }

    /** Sets a label. */
    public CompletionStage<@Nullable Void> putLabel(String key, String value, Context telemetry) {
        return command(
                telemetry,
                "handle_label_put",
                "key",
                key,
                () -> lanes.submit("label", () -> {
                    if (key.isBlank()) {
                        throw new CommandException("the key of a label must not be blank");
                    }
                    events.publish(
                            "labels_changed",
                            EventData.labelsChanged(facts.id(), facts.labels().put(key, value)));
                    return null;
                }));
    }

    /** Removes a label; gives whether there was one. */
    public CompletionStage<Boolean> deleteLabel(String key, Context telemetry) {
        return command(
                telemetry,
                "handle_label_del",
                "key",
                key,
                () -> lanes.submit("label", () -> {
                    boolean found = facts.labels().remove(key);
                    if (found) {
                        events.publish(
                                "labels_changed",
                                EventData.labelsChanged(
                                        facts.id(), facts.labels().all()));
                    }
                    return found;
                }));
    }

    /** What runs now; waits for nothing. */
    public HostInventory inventory() {
        return new HostInventory(
                components.descriptions(),
                providers.descriptions(),
                facts.id(),
                facts.friendlyName(),
                facts.labels().all(),
                facts.version(),
                facts.uptime());
    }

    /** The host says that it runs. */
    public void publishStarted() {
        events.publish(
                "host_started",
                EventData.hostStarted(facts.friendlyName(), facts.labels().all(), facts.version()));
    }

    /** The host, which runs already, says to the lattice that it is there. */
    public void announceStarted() {
        events.announce(
                "host_started",
                EventData.hostStarted(facts.friendlyName(), facts.labels().all(), facts.version()));
    }

    /** The host says that it has put back what a bucket of the lattice had lost. */
    public void publishRestored(String bucket, int entries) {
        events.tell("lattice_data_restored", EventData.restored(bucket, entries));
    }

    /** The host says what runs on it. */
    public void publishHeartbeat() {
        events.tell("host_heartbeat", EventData.inventory(inventory()));
    }

    /** The host says that it stops. */
    public void publishStopped() {
        events.tell("host_stopped", EventData.hostStopped(facts.labels().all()));
    }

    private <T extends @Nullable Object> CompletionStage<T> command(
            Context telemetry, String span, String key, String value, Supplier<CompletionStage<T>> body) {
        return inFlight.track(span.replace('_', ' ') + " '" + value + "'", () -> {
            Span open = tracing.command(telemetry, span, key, value);
            return body.get().whenComplete((result, failure) -> Tracing.end(open, failure));
        });
    }
}
