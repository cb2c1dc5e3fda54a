package org.latticehost.core.internal.lifecycle;

import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.bucket.Background;
import org.latticehost.core.internal.bucket.FollowedBucket;
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
import org.latticehost.core.internal.http.GrantedRequests;
import org.latticehost.core.internal.link.LinkStore;
import org.latticehost.core.internal.policy.PolicyGate;
import org.latticehost.core.internal.provider.ProviderTable;
import org.latticehost.core.internal.rpc.LatticeRpc;
import org.latticehost.core.internal.telemetry.CallMetrics;
import org.latticehost.core.internal.telemetry.InstanceMetrics;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.core.internal.thread.GuestThreads;
import org.latticehost.core.internal.thread.HostThreads;
import org.latticehost.core.internal.thread.Lanes;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.EventSink;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.ProviderLauncher;

/** Everything that works together while a host runs. Made by a start, whether the lattice is there or not. */
final class HostParts {
    final HostFacts facts;
    final Tracing tracing;
    final EventPublisher events;
    final ConfigStore configs;
    final LinkStore links;
    final ProviderTable providers;
    final LatticeRpc rpc;
    final ComponentTable components;
    final ClaimsTable claims;
    final GuestThreads guests;
    final GrantedRequests granted;
    final InFlight inFlight = new InFlight();
    final Commands commands;

    HostParts(HostServices services, HostFacts facts, HostThreads threads, Membership membership) {
        this.facts = facts;
        HostConfig settings = services.config();
        HostLimits limits = settings.limits();
        OpenTelemetry telemetry = settings.openTelemetry();
        tracing = new Tracing(telemetry, services.version());
        PolicyGate policy = new PolicyGate(settings.policyEngine());
        events = new EventPublisher(
                facts.id(),
                settings.clock(),
                new OutageTolerantSink(
                        new LatticeEventSink(services.transport().control(), facts.lattice()), services.transport()),
                EventSink.all(settings.eventSinks()),
                threads.blocking());
        Background background = new Background(threads.blocking(), threads.scheduler());
        BucketNews news = new BucketNews(membership);
        FollowedBucket lattice =
                new FollowedBucket("LATTICEDATA_" + facts.lattice(), services.transport(), background, news);
        FollowedBucket config =
                new FollowedBucket("CONFIGDATA_" + facts.lattice(), services.transport(), background, news);
        membership.follows(lattice);
        membership.follows(config);
        configs = new ConfigStore(config, background);
        claims = new ClaimsTable(lattice, background);
        links = new LinkStore(
                lattice, background, this::linksWritten, settings.linkChangeWait(), threads.scheduler(), claims);
        guests = new GuestThreads(
                threads.prefix(), limits.maxGuestThreads(), limits.maxComponents(), limits.guestStackBytes());
        rpc = new LatticeRpc(
                services.transport().rpc(),
                facts.lattice(),
                threads.blocking(),
                threads.scheduler(),
                guests::someWait,
                tracing);
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
                        threads.blocking(),
                        settings.secretStore(),
                        limits.guestStackBytes()),
                configs,
                links::table);
        granted = new GrantedRequests(services.httpClients(), threads.blocking());
        components = new ComponentTable(new Engine(
                services.runtime(),
                guests,
                threads.scheduler(),
                threads.blocking(),
                services.http(),
                links,
                providers,
                rpc,
                granted,
                settings.secretStore(),
                policy,
                tracing,
                new InstanceMetrics(telemetry, services.version()),
                new CallMetrics(telemetry, services.version(), facts.lattice(), facts.id()),
                limits,
                new Semaphore(limits.maxComponents()),
                settings.ticker()));
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
                settings.clock(),
                new Artifacts(services.fetchers(), limits.maxComponentBytes(), settings.allowFileLoad()),
                services.transport().rpc(),
                new Lanes(threads.blocking()),
                settings.gracePeriod()));
    }

    /** Begins to read what the lattice knows, and to follow it; completes when all that is there has been read. */
    CompletableFuture<@Nullable Void> follow() {
        return CompletableFuture.allOf(configs.open(), links.open());
    }

    private final class BucketNews implements FollowedBucket.Listener {
        private final Membership membership;

        BucketNews(Membership membership) {
            this.membership = membership;
        }

        @Override
        public void followed(boolean nowCurrent, String reason) {
            membership.changed(reason);
        }

        @Override
        public void restored(String bucket, int entries) {
            commands.publishRestored(bucket, entries);
        }
    }

    private void linksWritten(Set<String> ids, boolean again) {
        var unused = providers.linksChanged(ids, again);
    }

    private static List<ProviderLauncher> launchers(HostServices services) {
        List<ProviderLauncher> all = new ArrayList<>(services.config().providerLaunchers());
        all.add(services.builtins());
        return all;
    }
}
