package org.latticehost.core.internal.lifecycle;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.claims.ClaimsTable;
import org.latticehost.core.internal.component.ComponentTable;
import org.latticehost.core.internal.component.Engine;
import org.latticehost.core.internal.config.ConfigStore;
import org.latticehost.core.internal.control.Artifacts;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.control.HostFacts;
import org.latticehost.core.internal.control.InFlight;
import org.latticehost.core.internal.event.EventPublisher;
import org.latticehost.core.internal.event.LatticeEventSink;
import org.latticehost.core.internal.http.GrantedClient;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.core.internal.provider.ProviderTable;
import org.latticehost.core.internal.rpc.LatticeRpc;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.thread.GuestThreads;
import org.latticehost.core.internal.thread.HostThreads;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.ProviderLauncher;

/** Everything that works together while a host runs. Made by a start, on a connection that has begun. */
final class HostParts {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    final Tracing tracing;
    final EventPublisher events;
    final ConfigStore configs;
    final LinkStore links;
    final ProviderTable providers;
    final LatticeRpc rpc;
    final ComponentTable components;
    final ClaimsTable claims = new ClaimsTable();
    final GuestThreads guests;
    final InFlight inFlight = new InFlight();
    final Commands commands;

    HostParts(HostServices services, HostFacts facts, HostThreads threads) {
        HostConfig config = services.config();
        HostLimits limits = config.limits();
        OpenTelemetry telemetry = config.openTelemetry();
        tracing = new Tracing(telemetry, services.version());
        PolicyGate policy = new PolicyGate(config.policyEngine());
        events = new EventPublisher(
                facts.id(),
                config.clock(),
                new LatticeEventSink(services.transport().control(), facts.lattice()),
                EventSink.all(config.eventSinks()),
                threads.blocking());
        configs = new ConfigStore(services.transport().bucket("CONFIGDATA_" + facts.lattice()));
        links = new LinkStore(
                services.transport().bucket("LATTICEDATA_" + facts.lattice()), this::linksWritten, claims::accept);
        rpc = new LatticeRpc(
                services.transport().rpc(), facts.lattice(), threads.blocking(), threads.scheduler(), tracing);
        providers = new ProviderTable(
                new ProviderTable.Environment(
                        facts.id(),
                        facts.lattice(),
                        telemetry,
                        services.transport().rpc(),
                        rpc,
                        tracing,
                        limits.maxExecutionTime(),
                        launchers(services),
                        threads.blocking()),
                configs,
                links::table);
        guests = new GuestThreads(
                threads.prefix(), limits.maxGuestThreads(), limits.maxComponents(), limits.guestStackBytes());
        components = new ComponentTable(new Engine(
                services.runtime(),
                guests,
                threads.scheduler(),
                threads.blocking(),
                services.http(),
                links::table,
                providers,
                rpc,
                new GrantedClient(threads.blocking()),
                policy,
                tracing,
                limits,
                new Semaphore(limits.maxComponents()),
                config.ticker()));
        commands = new Commands(new Commands.Parts(
                facts,
                inFlight,
                tracing,
                events,
                components,
                providers,
                links,
                claims,
                configs,
                policy,
                new Artifacts(services.fetchers(), limits.maxComponentBytes(), config.allowFileLoad()),
                services.transport().rpc(),
                new Lanes(threads.blocking()),
                config.gracePeriod()));
    }

    /** Reads what the lattice knows already, and follows it from now on. */
    void catchUp() {
        await(configs.open(), "configuration");
        await(links.open(), "links");
    }

    private void linksWritten(Set<String> ids, boolean again) {
        var unused = providers.linksChanged(ids, again);
    }

    private static List<ProviderLauncher> launchers(HostServices services) {
        List<ProviderLauncher> all = new ArrayList<>(services.config().providerLaunchers());
        all.add(services.builtins());
        return all;
    }

    private static void await(CompletableFuture<@Nullable Void> caughtUp, String what) {
        try {
            caughtUp.get(CATCH_UP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TransportException(
                    ErrorCode.TIMEOUT,
                    "the " + what + " of the lattice could not be read within " + CATCH_UP.toMillis() + " ms",
                    e);
        } catch (ExecutionException e) {
            throw new TransportException("the " + what + " of the lattice could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(ErrorCode.TRANSPORT, "interrupted while reading the lattice", e);
        }
    }
}
