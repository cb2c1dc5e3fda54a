package org.latticehost.host.spi;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticehost.host.model.HostLimits;

/**
 * The settings of a host, made by {@code WasmCloudHost.builder()} and read by the {@link HostEngine}; checked one by one
 * and together. Immutable. New settings are added as methods with a default.
 */
public interface HostConfig {

    /** Name of the lattice: letters, digits, {@code -} and {@code _}. */
    String lattice();

    /** Seed of the host's nkey, {@code SN…}; empty for a new key at each start. Secret. */
    Optional<String> hostKeySeed();

    /** Labels laid over the built-in ones. */
    Map<String, String> labels();

    /** Name for people; empty for a generated one. */
    Optional<String> friendlyName();

    /** The connection to the lattice; empty for a private in-memory lattice. Closed by the host. */
    Optional<LatticeTransport> transport();

    /** Makes what runs components. */
    WasmRuntimeFactory runtime();

    /** Engine for components that name none; empty for the only one there is. */
    Optional<String> engine();

    /** Where compiled code is kept between runs; empty for nowhere. */
    Optional<Path> cacheFolder();

    /** Asked before the host's own launcher of built-in providers, in order. */
    List<ProviderLauncher> providerLaunchers();

    /** Built-in providers in addition to those found by {@link java.util.ServiceLoader}; win over those by name. */
    List<CapabilityProviderFactory> providers();

    /** Get every event, after the lattice did, in order. */
    List<EventSink> eventSinks();

    /** Asked before those found by {@link java.util.ServiceLoader}, in order. */
    List<ArtifactFetcher> artifactFetchers();

    PolicyEngine policyEngine();

    SecretStore secretStore();

    /** For spans and metrics. */
    OpenTelemetry openTelemetry();

    HostLimits limits();

    Duration heartbeatInterval();

    /** How long a start waits for the lattice. */
    default Duration latticeWait() {
        return Duration.ofSeconds(5);
    }

    /** Whether a start fails if the lattice did not come in that time, instead of going on without it. */
    default boolean latticeRequired() {
        return false;
    }

    /** How long a call whose link was just removed waits for the next one. */
    default Duration linkChangeWait() {
        return Duration.ofSeconds(2);
    }

    /** How long a stop waits for calls in progress and providers, unless the stop says otherwise. */
    Duration gracePeriod();

    /** How long a provider process may take to answer its shutdown request. */
    Duration providerShutdownDelay();

    /** How long a request to a peer waits for its answer. */
    Duration rpcTimeout();

    /** How long synchronous commands wait. */
    Duration commandTimeout();

    /** Whether {@code file://} references from the lattice are followed. */
    boolean allowFileLoad();

    /** Whether component auctions are answered. */
    boolean componentAuction();

    /** Whether provider auctions are answered. */
    boolean providerAuction();

    /** Whether credentials of registries are asked for on {@code wasmbus.cfg.LATTICE.req} at the start. */
    default boolean configService() {
        return false;
    }

    /** What subjects of the control interface begin with. */
    String controlTopicPrefix();

    /** The version shown in inventory and events; empty for that of the engine. */
    Optional<String> version();

    /** For time stamps. */
    Clock clock();

    /** For elapsed time. */
    Ticker ticker();
}
