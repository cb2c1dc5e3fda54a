package org.latticehost.host;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.HostEngine;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.PolicyEngine;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.SecretStore;
import org.latticehost.host.spi.Ticker;
import org.latticehost.host.spi.WasmRuntimeFactory;

/**
 * Describes a host. Everything has a default; with {@code host-starter} on the class path
 * {@code WasmCloudHost.builder().build()} is a working host in a lattice of its own.
 *
 * <p>A setter throws {@link IllegalArgumentException} for a value that is wrong by itself, naming value and bound;
 * {@link #build} throws {@link ConfigurationException} for what is missing or does not fit together.
 *
 * <p>Confined to one thread at a time.
 */
public final class WasmCloudHostBuilder {
    private static final Pattern LATTICE = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final Pattern SEED = Pattern.compile("SN[A-Z2-7]{56}");
    private static final Pattern PREFIX = Pattern.compile("[^\\s.*>]+(?:\\.[^\\s.*>]+)*");
    private static final Pattern SEMVER =
            Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");

    private final Settings settings = new Settings();
    private @Nullable LatticeTransport built;

    WasmCloudHostBuilder() {}

    /** Name of the lattice, 1 to 128 letters, digits, {@code -} or {@code _}. Default {@code default}. */
    public WasmCloudHostBuilder lattice(String name) {
        settings.lattice = matching("lattice", name, LATTICE, "1 to 128 letters, digits, '-' or '_'");
        return this;
    }

    /**
     * Seed of the host's nkey, 58 characters beginning with {@code SN}. Its public key is the host's id, so a seed makes
     * a host the same one after a restart. Default a new key each time.
     */
    public WasmCloudHostBuilder hostKey(String seed) {
        if (!SEED.matcher(seed).matches()) { // the value is secret, so it is not repeated
            throw new IllegalArgumentException("hostKey must be the seed of a server nkey, 58 characters beginning with"
                    + " SN; got " + seed.length() + " characters");
        }
        settings.hostKeySeed = seed;
        return this;
    }

    /** A label, beside the host's own {@code hostcore.*} ones, which it may replace. */
    public WasmCloudHostBuilder label(String key, String value) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("the key of a label must not be blank");
        }
        settings.labels.put(key, Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Labels; see {@link #label}. */
    public WasmCloudHostBuilder labels(Map<String, String> all) {
        all.forEach(this::label);
        return this;
    }

    /** Name for people. Default like {@code silent-river-0421}, new each time. */
    public WasmCloudHostBuilder friendlyName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("friendlyName must not be blank");
        }
        settings.friendlyName = name;
        return this;
    }

    /** The connection to the lattice; serves this host alone and is closed by it. Default a lattice in memory. */
    public WasmCloudHostBuilder transport(LatticeTransport transport) {
        settings.transport = Objects.requireNonNull(transport, "transport");
        return this;
    }

    /** What runs components. Default the only one on the class path. */
    public WasmCloudHostBuilder runtime(WasmRuntimeFactory factory) {
        settings.runtime = Objects.requireNonNull(factory, "runtime");
        return this;
    }

    /**
     * Engine for components that name none: {@code endive}, {@code wasmtime}, or {@code auto} to choose per component.
     * Default the only one on the class path.
     */
    public WasmCloudHostBuilder engine(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("engine must not be blank");
        }
        settings.engine = name;
        return this;
    }

    /** A folder to keep compiled code in between runs. What is in it is executed: protect it. Default none. */
    public WasmCloudHostBuilder cacheFolder(Path folder) {
        settings.cacheFolder = Objects.requireNonNull(folder, "cacheFolder");
        return this;
    }

    /** Something that brings providers to life; asked before the built-in one. Repeatable, asked in order. */
    public WasmCloudHostBuilder providerLauncher(ProviderLauncher launcher) {
        settings.providerLaunchers.add(Objects.requireNonNull(launcher, "providerLauncher"));
        return this;
    }

    /** A provider written in Java, started by {@code wasmcloud+builtin://NAME}. Repeatable; names must differ. */
    public WasmCloudHostBuilder provider(CapabilityProviderFactory factory) {
        settings.providers.add(Objects.requireNonNull(factory, "provider"));
        return this;
    }

    /**
     * A Java object that components may be linked to: its public methods are the functions of that interface, see
     * {@link JavaCapability}. The provider that serves it starts with the host; its id, which links name as their target,
     * is the last part of the interface name: {@code stock} for {@code acme:inventory/stock@1.0.0}. Repeatable.
     */
    public WasmCloudHostBuilder provide(String interfaceName, Object implementation) {
        JavaCapability capability = JavaCapability.of(interfaceName, implementation);
        return provide(capability.name().name(), List.of(capability));
    }

    /**
     * Java objects that components may be linked to, served by a provider that starts with the host.
     *
     * @param providerId letters, digits, {@code -} and {@code _}; links name it as their target
     */
    public WasmCloudHostBuilder provide(String providerId, List<JavaCapability> capabilities) {
        StartProvider.builtin(providerId, providerId); // checks the id
        if (settings.provided.contains(providerId)) {
            throw new IllegalArgumentException(
                    "provider '" + providerId + "' is provided twice; give its" + " capabilities together");
        }
        settings.provided.add(providerId);
        return provider(JavaCapability.provider(providerId, capabilities));
    }

    /** Receives every event of this host. Repeatable. */
    public WasmCloudHostBuilder eventSink(EventSink sink) {
        settings.eventSinks.add(Objects.requireNonNull(sink, "eventSink"));
        return this;
    }

    /** Gets artifacts by reference; asked before those on the class path. Repeatable, asked in order. */
    public WasmCloudHostBuilder artifactFetcher(ArtifactFetcher fetcher) {
        settings.artifactFetchers.add(Objects.requireNonNull(fetcher, "artifactFetcher"));
        return this;
    }

    /** Permits or denies. Default everything is permitted. */
    public WasmCloudHostBuilder policyEngine(PolicyEngine engine) {
        settings.policyEngine = Objects.requireNonNull(engine, "policyEngine");
        return this;
    }

    /**
     * Resolves the secrets that components get by {@code wasmcloud:secrets}, {@link SecretStore#of} in memory. A component
     * gets secret {@code db} if its configuration lists {@code SECRET_db}, and so does a provider here whose side of a link
     * lists it. Default there are none.
     */
    public WasmCloudHostBuilder secretStore(SecretStore store) {
        settings.secretStore = Objects.requireNonNull(store, "secretStore");
        return this;
    }

    /** For spans and metrics. Default none are made. */
    public WasmCloudHostBuilder openTelemetry(OpenTelemetry telemetry) {
        settings.openTelemetry = Objects.requireNonNull(telemetry, "openTelemetry");
        return this;
    }

    /** What components may use at most. Default {@link HostLimits#defaults}. */
    public WasmCloudHostBuilder limits(HostLimits limits) {
        settings.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /** Pause between heartbeats, 100 ms to 1 hour. Default 30 s; schedulers drop hosts that are silent for 70 s. */
    public WasmCloudHostBuilder heartbeatInterval(Duration interval) {
        settings.heartbeatInterval =
                between("heartbeatInterval", interval, Duration.ofMillis(100), Duration.ofHours(1));
        return this;
    }

    /**
     * How long a start waits for the lattice, up to 1 hour; it goes on as soon as the host has joined. Afterwards the host
     * runs without it and joins when it comes, unless it is {@linkplain #latticeRequired required}. Default 5 s.
     */
    public WasmCloudHostBuilder latticeWait(Duration wait) {
        settings.latticeWait = between("latticeWait", wait, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    /**
     * Whether a start fails with a {@link org.latticehost.host.error.TransportException} if the lattice cannot be joined
     * within {@link #latticeWait}. Default false: a host is useful without its lattice. A host that has joined outlives
     * any outage either way.
     */
    public WasmCloudHostBuilder latticeRequired(boolean required) {
        settings.latticeRequired = required;
        return this;
    }

    /**
     * How long after the removal of a link the calls over it wait for another to be put in its place, up to 1 minute; 0
     * fails them at once. Default 2 s. Tools of the lattice change the target of a link by removing it and putting another,
     * and no call in between should be lost.
     */
    public WasmCloudHostBuilder linkChangeWait(Duration wait) {
        settings.linkChangeWait = between("linkChangeWait", wait, Duration.ZERO, Duration.ofMinutes(1));
        return this;
    }

    /** How long a stop lets calls in progress and providers finish, up to 1 hour. Default 10 s. */
    public WasmCloudHostBuilder gracePeriod(Duration grace) {
        settings.gracePeriod = between("gracePeriod", grace, Duration.ZERO, Duration.ofHours(1));
        return this;
    }

    /** How long a provider may take to answer its shutdown request, up to 5 minutes. Default 300 ms. */
    public WasmCloudHostBuilder providerShutdownDelay(Duration delay) {
        settings.providerShutdownDelay = between("providerShutdownDelay", delay, Duration.ZERO, Duration.ofMinutes(5));
        return this;
    }

    /** How long a request to a peer waits for its answer, 1 ms to 1 hour. Default 2 s. */
    public WasmCloudHostBuilder rpcTimeout(Duration timeout) {
        settings.rpcTimeout = between("rpcTimeout", timeout, Duration.ofMillis(1), Duration.ofHours(1));
        return this;
    }

    /** How long synchronous commands wait, 1 ms to 1 day. Default 2 minutes. */
    public WasmCloudHostBuilder commandTimeout(Duration timeout) {
        settings.commandTimeout = between("commandTimeout", timeout, Duration.ofMillis(1), Duration.ofDays(1));
        return this;
    }

    /** Whether {@code file://} references from the lattice are followed. Default false. */
    public WasmCloudHostBuilder allowFileLoad(boolean allowed) {
        settings.allowFileLoad = allowed;
        return this;
    }

    /** Whether component auctions are answered. Default true. */
    public WasmCloudHostBuilder componentAuction(boolean answered) {
        settings.componentAuction = answered;
        return this;
    }

    /** Whether provider auctions are answered. Default true. */
    public WasmCloudHostBuilder providerAuction(boolean answered) {
        settings.providerAuction = answered;
        return this;
    }

    /**
     * Whether the host asks for the credentials of registries on {@code wasmbus.cfg.LATTICE.req} when it starts. Default
     * false. That nobody answers is no failure.
     */
    public WasmCloudHostBuilder configService(boolean asked) {
        settings.configService = asked;
        return this;
    }

    /** What subjects of the control interface begin with: tokens joined by dots. Default {@code wasmbus.ctl}. */
    public WasmCloudHostBuilder controlTopicPrefix(String prefix) {
        settings.controlTopicPrefix =
                matching("controlTopicPrefix", prefix, PREFIX, "tokens joined by dots, without '*', '>' and spaces");
        return this;
    }

    /** The version shown in inventory and events, a semantic version. Default that of this library. */
    public WasmCloudHostBuilder version(String version) {
        settings.version = matching("version", version, SEMVER, "a semantic version such as 1.2.3");
        return this;
    }

    /** For time stamps. For tests. */
    public WasmCloudHostBuilder clock(Clock clock) {
        settings.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** For elapsed time. For tests. */
    public WasmCloudHostBuilder ticker(Ticker ticker) {
        settings.ticker = Objects.requireNonNull(ticker, "ticker");
        return this;
    }

    /**
     * Checks everything and makes the host, not yet started. Performs no I/O. The builder can be used again, except that
     * each host needs a transport of its own.
     *
     * @throws ConfigurationException if something is missing or does not fit together
     */
    public WasmCloudHost build() {
        HostEngine engine = Services.only(
                "HostEngine",
                null,
                ServiceLoader.load(HostEngine.class),
                e -> e.getClass().getName(),
                "add host-core (or host-starter)",
                "leave only one on the class path");
        WasmRuntimeFactory runtime = Services.only(
                "WasmRuntime",
                settings.runtime,
                ServiceLoader.load(WasmRuntimeFactory.class),
                WasmRuntimeFactory::name,
                "add host-endive or host-wasmtime",
                "call builder.runtime(..)");
        if (settings.transport != null && settings.transport == built) {
            throw new ConfigurationException("the transport given to builder.transport(..) already serves another host;"
                    + " give each host one of its own");
        }
        BuiltConfig config = new BuiltConfig(settings, runtime);
        WasmCloudHost host = new WasmCloudHost(engine.create(config), config, List.copyOf(settings.provided));
        built = settings.transport;
        return host;
    }

    private static String matching(String what, String value, Pattern shape, String bound) {
        if (!shape.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be " + bound + ", got '" + value + "'");
        }
        return value;
    }

    private static Duration between(String what, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(what + " must be " + min + " to " + max + ", got " + value);
        }
        return value;
    }
}
