package org.latticehost.core.internal.provider;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.component.LocalProviders;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.link.LinkTable;
import org.latticehost.core.internal.rpc.LatticeRpc;
import org.latticehost.core.internal.rpc.ServedExports;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.ProviderLaunch;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.ProviderLauncher.RunningProvider;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.wit.WitInterface;

/** The providers that run on this host. Starts and stops of one id come one after the other. Thread-safe. */
public final class ProviderTable implements LocalProviders {
    private final Environment environment;
    private final ConfigStore configs;
    private final NamedSecrets secrets;
    private final Supplier<LinkTable> links;
    private final ConcurrentHashMap<String, HostedProvider> providers = new ConcurrentHashMap<>();

    /**
     * What all providers of a host get.
     *
     * @param launchers asked in order; the last one takes built-in providers
     * @param guestStackBytes of threads that run guests
     */
    public record Environment(
            String hostId,
            String lattice,
            OpenTelemetry telemetry,
            MessageBus rpc,
            LatticeRpc calls,
            Tracing tracing,
            Duration maxCallTime,
            List<ProviderLauncher> launchers,
            Executor threads,
            SecretStore secrets,
            long guestStackBytes) {}

    public ProviderTable(Environment environment, ConfigStore configs, Supplier<LinkTable> links) {
        this.environment = environment;
        this.configs = configs;
        this.secrets = new NamedSecrets(configs, environment.secrets);
        this.links = links;
    }

    public boolean running(String id) {
        return providers.containsKey(id);
    }

    public Optional<ProviderDescription> description(String id) {
        return Optional.ofNullable(providers.get(id)).map(HostedProvider::description);
    }

    /** What runs, by id. */
    public List<ProviderDescription> descriptions() {
        return providers.values().stream()
                .map(HostedProvider::description)
                .sorted(Comparator.comparing(ProviderDescription::id))
                .toList();
    }

    /** The launcher that takes a reference. */
    public ProviderLauncher launcher(String reference) {
        return environment.launchers.stream()
                .filter(launcher -> launcher.supports(reference))
                .findFirst()
                .orElseThrow(() -> noLauncher(reference));
    }

    private static ProviderException noLauncher(String reference) {
        return reference.startsWith("file://")
                ? new ProviderException(
                        ErrorCode.DENIED,
                        "failed to fetch provider: unable to start provider from file, file loading is disabled")
                : new ProviderException(
                        ErrorCode.NOT_FOUND,
                        "failed to fetch provider: no launcher takes the reference '" + reference
                                + "'; call builder.providerLauncher(..)");
    }

    /** Whether somebody can really start what a reference names, which for built-in ones is known beforehand. */
    public boolean offers(String reference) {
        return environment.launchers.stream()
                .filter(launcher -> launcher.supports(reference))
                .findFirst()
                .map(launcher -> !(launcher instanceof BuiltinLauncher builtin) || builtin.offers(reference))
                .orElse(false);
    }

    /** Configuration that a provider follows. */
    public LiveConfig configOf(StartProvider command) {
        return configs.live(command.config(), command.configValues(), () -> {
            HostedProvider provider = providers.get(command.providerId());
            if (provider != null) {
                var unused = provider.configUpdated();
            }
        });
    }

    /**
     * Launches a provider; its links follow with {@link #linksChanged}. Blocks.
     *
     * @param config owned by the provider from now on
     */
    public ProviderDescription start(
            StartProvider command, LiveConfig config, Function<String, ComponentTarget> components) {
        String id = command.providerId();
        ProviderLauncher launcher = launcher(command.reference());
        Map<String, String> atStart = config.snapshot();
        HostedContext context = new HostedContext(
                environment.hostId,
                environment.lattice,
                id,
                atStart,
                secrets.of(command.config(), "provider '" + id + "'"),
                environment.telemetry,
                environment.rpc,
                environment.threads,
                environment.guestStackBytes,
                components);
        // Built-in providers are told their links one by one, so that a link that fails does not fail the start.
        List<ResolvedLink> known = launcher instanceof BuiltinLauncher
                ? List.of()
                : links.get().touching(id).stream()
                        .flatMap(link -> resolvable(link, id).stream())
                        .toList();
        RunningProvider running = launcher.launch(new ProviderLaunch(command.reference(), context, known));
        ProviderDescription description = new ProviderDescription(
                id, ProviderReference.shown(command.reference()), Optional.empty(), 0, command.annotations());
        HostedProvider provider = new HostedProvider(description, running, known, environment.threads);
        provider.config(config);
        running.local().ifPresent(local -> offer(provider, local));
        providers.put(id, provider);
        if (!config.snapshot().equals(atStart)) {
            var unused = provider.configUpdated();
        }
        return description;
    }

    private void offer(HostedProvider provider, CapabilityProvider local) {
        List<WitInterface> offers = local.offers();
        if (!offers.isEmpty()) {
            String id = provider.description().id();
            OfferedCalls calls = new OfferedCalls(
                    id, local, links, this, environment.tracing, environment.threads, environment.maxCallTime);
            ServedExports exports = environment.calls.exports(id, calls);
            provider.offers(exports);
            exports.serve(offers);
        }
    }

    /**
     * Tells the providers among these ids which links they have now; completes when they know.
     *
     * @param again whether links that failed before are tried again
     */
    public CompletableFuture<@Nullable Void> linksChanged(Set<String> ids, boolean again) {
        return CompletableFuture.allOf(ids.stream()
                .flatMap(id -> Optional.ofNullable(providers.get(id)).stream())
                .map(provider -> {
                    String id = provider.description().id();
                    return provider.links(again, () -> links.get().touching(id), link -> resolve(link, id));
                })
                .toArray(CompletableFuture[]::new));
    }

    /** Why a provider here does not serve a link it was told about; empty if none here is concerned, or all is well. */
    public Optional<RuntimeException> failure(Link link) {
        for (String id : List.of(link.source(), link.target())) {
            HostedProvider provider = providers.get(id);
            Optional<RuntimeException> failure =
                    provider == null ? Optional.empty() : provider.failure(link).join();
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /** Ends a provider; it is gone from the table at once. The stage completes when it has stopped. */
    public Optional<CompletableFuture<@Nullable Void>> stop(String id, Duration grace) {
        return Optional.ofNullable(providers.remove(id)).map(provider -> provider.stop(grace));
    }

    /** Ends all providers at once. */
    public CompletableFuture<@Nullable Void> stopAll(Duration grace) {
        return CompletableFuture.allOf(providers.values().stream()
                .map(provider -> provider.stop(grace))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public Optional<CapabilityProvider> find(String providerId) {
        HostedProvider provider = providers.get(providerId);
        return provider == null ? Optional.empty() : provider.running().local();
    }

    @Override
    public Map<String, String> sourceConfig(Link link) {
        return configs.merged(link.sourceConfig(), Map.of());
    }

    @Override
    public ResolvedLink resolve(Link link) {
        return resolve(link, link.target());
    }

    private ResolvedLink resolve(Link link, String providerId) {
        boolean source = link.source().equals(providerId);
        return new ResolvedLink(
                link,
                configs.resolve(link.sourceConfig()),
                configs.resolve(link.targetConfig()),
                source,
                secrets.of(source ? link.sourceConfig() : link.targetConfig(), link));
    }

    /** What cannot be resolved is tried again, and told, when the provider has started. */
    private Optional<ResolvedLink> resolvable(Link link, String providerId) {
        try {
            return Optional.of(resolve(link, providerId));
        } catch (HostException e) {
            return Optional.empty();
        }
    }
}
