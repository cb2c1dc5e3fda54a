package org.latticehost.host;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.PolicyEngine;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.Ticker;
import org.latticehost.host.spi.WasmRuntimeFactory;

/** What a builder has collected so far. */
final class Settings {
    String lattice = "default";

    @Nullable String hostKeySeed;

    final Map<String, String> labels = new LinkedHashMap<>();

    @Nullable String friendlyName;

    @Nullable LatticeTransport transport;

    @Nullable WasmRuntimeFactory runtime;

    @Nullable String engine;

    @Nullable Path cacheFolder;

    final List<ProviderLauncher> providerLaunchers = new ArrayList<>();
    final List<CapabilityProviderFactory> providers = new ArrayList<>();
    final List<String> provided = new ArrayList<>();
    final List<EventSink> eventSinks = new ArrayList<>();
    final List<ArtifactFetcher> artifactFetchers = new ArrayList<>();
    PolicyEngine policyEngine = PolicyEngine.PERMIT_ALL;
    SecretStore secretStore = SecretStore.NONE;
    OpenTelemetry openTelemetry = OpenTelemetry.noop();
    HostLimits limits = HostLimits.defaults();
    Duration heartbeatInterval = Duration.ofSeconds(30);
    Duration latticeWait = Duration.ofSeconds(5);
    boolean latticeRequired;
    Duration linkChangeWait = Duration.ofSeconds(2);
    Duration gracePeriod = Duration.ofSeconds(10);
    Duration providerShutdownDelay = Duration.ofMillis(300);
    Duration rpcTimeout = Duration.ofSeconds(2);
    Duration commandTimeout = Duration.ofMinutes(2);
    boolean allowFileLoad;
    boolean componentAuction = true;
    boolean providerAuction = true;
    boolean configService;
    String controlTopicPrefix = "wasmbus.ctl";

    @Nullable String version;

    Clock clock = Clock.systemUTC();
    Ticker ticker = Ticker.SYSTEM;
}
