package org.latticehost.core.internal.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Routes that were removed a moment ago. The control interface refuses to lead a link elsewhere, so tools remove it and put
 * another; calls between the two wait here for the other, instead of failing.
 *
 * <p>Thread-safe. Changes are made under the lock of the store, in their order.
 */
final class RemovedRoutes {
    private final ScheduledExecutorService timer;
    private final Duration wait;
    private final Map<Route, CompletableFuture<@Nullable Void>> awaited = new ConcurrentHashMap<>();

    RemovedRoutes(ScheduledExecutorService timer, Duration wait) {
        this.timer = timer;
        this.wait = wait;
    }

    private record Route(String sourceId, String key) {}

    /**
     * A source gets other links, and the table does not show them yet.
     *
     * @param before keys of its routes
     */
    void removing(String sourceId, Set<String> before, Set<String> after) {
        if (wait.isZero()) {
            return;
        }
        Set<String> removed = new HashSet<>(before);
        removed.removeAll(after);
        if (removed.isEmpty()) {
            return;
        }
        List<CompletableFuture<@Nullable Void>> begun = new ArrayList<>();
        List<Route> routes =
                removed.stream().map(key -> new Route(sourceId, key)).toList();
        for (Route route : routes) {
            CompletableFuture<@Nullable Void> change = new CompletableFuture<>();
            awaited.put(route, change);
            begun.add(change);
        }
        var unused = timer.schedule(() -> expire(routes, begun), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void expire(List<Route> routes, List<CompletableFuture<@Nullable Void>> begun) {
        for (int i = 0; i < routes.size(); i++) {
            awaited.remove(routes.get(i), begun.get(i)); // unless it came back, and went again
            begun.get(i).complete(null);
        }
    }

    /**
     * The table shows the links of a source.
     *
     * @return what is to be completed outside of locks, for calls that waited for these
     */
    Collection<CompletableFuture<@Nullable Void>> shown(String sourceId, Set<String> after) {
        if (awaited.isEmpty()) {
            return List.of();
        }
        List<CompletableFuture<@Nullable Void>> arrived = new ArrayList<>();
        for (String key : after) {
            CompletableFuture<@Nullable Void> change = awaited.remove(new Route(sourceId, key));
            if (change != null) {
                arrived.add(change);
            }
        }
        return arrived;
    }

    /** Completes when a route that was just removed is there again, or the time for that is over. */
    Optional<CompletableFuture<@Nullable Void>> change(String sourceId, String key) {
        return Optional.ofNullable(awaited.get(new Route(sourceId, key)));
    }
}
