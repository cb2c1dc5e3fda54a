package org.latticehost.core.internal.thread;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A {@link Lane} for each key, so that commands for one component keep their order and others overtake them. */
public final class Lanes {
    private static final int SWEEP_AT = 1_024;

    private final Executor threads;
    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();

    public Lanes(Executor threads) {
        this.threads = threads;
    }

    /** Adds a task to the lane of that key. */
    public <T extends @Nullable Object> CompletableFuture<T> submit(String key, Callable<T> body) {
        if (lanes.size() > SWEEP_AT) {
            lanes.forEach((k, v) -> lanes.computeIfPresent(k, (same, lane) -> lane.empty() ? null : lane));
        }
        CompletableFuture<CompletableFuture<T>> result = new CompletableFuture<>();
        // Within compute, so that a lane is never swept between being found and being used.
        lanes.compute(key, (k, lane) -> {
            Lane mine = lane == null ? new Lane(threads) : lane;
            result.complete(mine.submit(body));
            return mine;
        });
        return result.join();
    }
}
