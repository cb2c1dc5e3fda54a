package org.latticehost.core.internal.provider;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.internal.config.LiveConfig;
import org.latticehost.core.internal.rpc.ServedExports;
import org.latticehost.core.internal.thread.Lane;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ProviderDescription;
import org.latticehost.host.spi.ProviderLauncher.RunningProvider;
import org.latticehost.host.spi.ResolvedLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider that runs, and the links it has been told about. Everything it is told is told one after the other. What it
 * should know is compared with what it was told, so it does not matter how often, or in which order, changes are noticed.
 *
 * <p>Thread-safe.
 */
final class HostedProvider {
    private static final Logger LOG = LoggerFactory.getLogger(HostedProvider.class);

    private final ProviderDescription description;
    private final RunningProvider running;
    private final Lane lane;
    // Only touched in the lane.
    private final Map<Key, Told> told = new LinkedHashMap<>();
    private final Map<Key, Failure> failed = new HashMap<>();
    private boolean stopped;
    private volatile @Nullable LiveConfig config;
    private volatile @Nullable ServedExports offers;

    /** Identity of a link: with these the same, it is the same link with other settings. */
    private record Key(String source, String target, String witNamespace, String witPackage, String name) {
        static Key of(Link link) {
            return new Key(link.source(), link.target(), link.witNamespace(), link.witPackage(), link.name());
        }
    }

    private record Told(Link link, ResolvedLink resolved) {}

    private record Failure(Link link, RuntimeException cause) {}

    /**
     * @param known links that the provider got with its launch
     */
    HostedProvider(
            ProviderDescription description, RunningProvider running, List<ResolvedLink> known, Executor threads) {
        this.description = description;
        this.running = running;
        this.lane = new Lane(threads);
        known.forEach(link -> told.put(Key.of(link.link()), new Told(link.link(), link)));
    }

    ProviderDescription description() {
        return description;
    }

    RunningProvider running() {
        return running;
    }

    void config(LiveConfig live) {
        config = live;
    }

    /** What the lattice calls; closed before the provider stops. */
    void offers(ServedExports served) {
        offers = served;
    }

    /**
     * Tells the provider which links it has.
     *
     * @param again whether those that failed before are tried again
     * @param resolve looks the configuration of a link up
     */
    CompletableFuture<@Nullable Void> links(
            boolean again, Supplier<List<Link>> wanted, Function<Link, ResolvedLink> resolve) {
        return lane.run(() -> {
            if (again) {
                failed.clear();
            }
            reconcile(wanted.get(), resolve);
        });
    }

    /** Why the provider does not serve a link, once it has been told about all; empty if it does. */
    CompletableFuture<Optional<RuntimeException>> failure(Link link) {
        return lane.submit(() -> Optional.ofNullable(failed.get(Key.of(link)))
                .filter(failure -> failure.link.equals(link))
                .map(failure -> failure.cause));
    }

    CompletableFuture<@Nullable Void> configUpdated() {
        return lane.run(() -> {
            LiveConfig live = config;
            if (stopped || live == null) {
                return;
            }
            try {
                running.configUpdated(live.snapshot());
            } catch (RuntimeException e) {
                warn("provider failed on changed configuration", e);
            }
        });
    }

    CompletableFuture<@Nullable Void> stop(Duration grace) {
        return lane.run(() -> {
            if (stopped) {
                return;
            }
            stopped = true;
            LiveConfig live = config;
            if (live != null) {
                live.close();
            }
            ServedExports served = offers;
            if (served != null) {
                served.close();
            }
            try {
                running.stop(grace);
            } catch (RuntimeException e) {
                warn("provider failed while stopping", e);
            }
        });
    }

    private void reconcile(List<Link> wanted, Function<Link, ResolvedLink> resolve) {
        if (stopped) {
            return;
        }
        Map<Key, Link> target = new LinkedHashMap<>();
        wanted.forEach(link -> target.put(Key.of(link), link));
        for (Told old : List.copyOf(told.values())) {
            if (!target.containsValue(old.link)) {
                Optional<Link> next = target.values().stream()
                        .filter(link -> replaces(link, old.link) && !told(link) && !failedBefore(link))
                        .findFirst();
                if (next.isPresent()) {
                    replace(old, next.get(), resolve);
                } else {
                    remove(old);
                }
            }
        }
        target.forEach((key, link) -> {
            if (!told.containsKey(key) && !failedBefore(link)) {
                add(link, resolve);
            }
        });
    }

    /** Whether calls that went over one link go over the other now. */
    private static boolean replaces(Link link, Link before) {
        return Key.of(link.toBuilder().to(before.target()).build()).equals(Key.of(before));
    }

    private boolean told(Link link) {
        Told known = told.get(Key.of(link));
        return known != null && known.link.equals(link);
    }

    private boolean failedBefore(Link link) {
        Failure failure = failed.get(Key.of(link));
        return failure != null && failure.link.equals(link);
    }

    private void replace(Told old, Link link, Function<Link, ResolvedLink> resolve) {
        ResolvedLink resolved;
        try {
            resolved = resolve.apply(link);
        } catch (RuntimeException e) {
            remove(old);
            failed(link, e);
            return;
        }
        told.remove(Key.of(old.link));
        try {
            running.linkReplaced(old.resolved, resolved);
            told(link, resolved);
        } catch (RuntimeException e) {
            failed(link, e);
        }
    }

    private void told(Link link, ResolvedLink resolved) {
        failed.remove(Key.of(link));
        told.put(Key.of(link), new Told(link, resolved));
    }

    private void failed(Link link, RuntimeException cause) {
        failed.put(Key.of(link), new Failure(link, cause));
        warn("provider cannot serve link " + link, cause);
    }

    private void add(Link link, Function<Link, ResolvedLink> resolve) {
        try {
            ResolvedLink resolved = resolve.apply(link);
            running.linkAdded(resolved);
            told(link, resolved);
        } catch (RuntimeException e) {
            failed(link, e);
        }
    }

    private void remove(Told old) {
        told.remove(Key.of(old.link));
        try {
            running.linkRemoved(old.resolved);
        } catch (RuntimeException e) {
            warn("provider failed to remove link " + old.link, e);
        }
    }

    private void warn(String what, RuntimeException failure) {
        LOG.atWarn()
                .addKeyValue("provider_id", description.id())
                .addKeyValue("error", failure.toString())
                .setCause(LOG.isDebugEnabled() ? failure : null)
                .log(what);
    }
}
