package org.latticehost.host;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.PolicyEngine;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.Ticker;
import org.latticehost.host.spi.WasmRuntimeFactory;

/** The settings of one host, checked together and no longer changed. */
record BuiltConfig(
        String lattice,
        Optional<String> hostKeySeed,
        Map<String, String> labels,
        Optional<String> friendlyName,
        Optional<LatticeTransport> transport,
        WasmRuntimeFactory runtime,
        Optional<String> engine,
        Optional<Path> cacheFolder,
        List<ProviderLauncher> providerLaunchers,
        List<CapabilityProviderFactory> providers,
        List<EventSink> eventSinks,
        List<ArtifactFetcher> artifactFetchers,
        PolicyEngine policyEngine,
        SecretStore secretStore,
        OpenTelemetry openTelemetry,
        HostLimits limits,
        Duration heartbeatInterval,
        Duration latticeWait,
        boolean latticeRequired,
        Duration linkChangeWait,
        Duration gracePeriod,
        Duration providerShutdownDelay,
        Duration rpcTimeout,
        Duration commandTimeout,
        boolean allowFileLoad,
        boolean componentAuction,
        boolean providerAuction,
        boolean configService,
        String controlTopicPrefix,
        Optional<String> version,
        Clock clock,
        Ticker ticker)
        implements HostConfig {

    BuiltConfig(Settings s, WasmRuntimeFactory runtime) {
        this(
                s.lattice,
                Optional.ofNullable(s.hostKeySeed),
                Map.copyOf(s.labels),
                Optional.ofNullable(s.friendlyName),
                Optional.ofNullable(s.transport),
                runtime,
                Optional.ofNullable(s.engine),
                Optional.ofNullable(s.cacheFolder),
                List.copyOf(s.providerLaunchers),
                List.copyOf(s.providers),
                List.copyOf(s.eventSinks),
                List.copyOf(s.artifactFetchers),
                s.policyEngine,
                s.secretStore,
                s.openTelemetry,
                s.limits,
                s.heartbeatInterval,
                s.latticeWait,
                s.latticeRequired,
                s.linkChangeWait,
                s.gracePeriod,
                s.providerShutdownDelay,
                s.rpcTimeout,
                s.commandTimeout,
                s.allowFileLoad,
                s.componentAuction,
                s.providerAuction,
                s.configService,
                s.controlTopicPrefix,
                Optional.ofNullable(s.version),
                s.clock,
                s.ticker);
        Set<String> names = new HashSet<>();
        for (CapabilityProviderFactory each : providers) {
            if (!names.add(each.name())) {
                throw new ConfigurationException("two providers are named '" + each.name()
                        + "'; give each CapabilityProviderFactory a name of its own");
            }
        }
    }

    @Override
    public String toString() {
        return "host settings of lattice " + lattice; // the seed must not be printed
    }
}
