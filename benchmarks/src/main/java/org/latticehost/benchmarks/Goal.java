package org.latticehost.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What a benchmark should show on the default engine.
 *
 * @param benchmark class and method
 * @param params parameters the goal is for; others are free
 * @param atMost in the unit of the benchmark
 */
record Goal(String benchmark, Map<String, String> params, double atMost) {
    private static final Map<String, String> ENDIVE = Map.of("engine", "endive");
    /** 64 KiB there and back are 128 KiB copied; at 2 GB/s that is this many nanoseconds. */
    private static final double BYTES_64K = 2 * 65_536 / 2.0;

    /** The goals, in microseconds for instances and in nanoseconds for calls. */
    static final List<Goal> ALL = List.of(
            new Goal("FromGuestBenchmark.u32", Map.of("engine", "endive", "callee", "java"), 100),
            new Goal("FromGuestBenchmark.string16", ENDIVE, 1000),
            new Goal("FromGuestBenchmark.bytes64k", ENDIVE, BYTES_64K),
            new Goal("ToGuestBenchmark.string16", ENDIVE, 1000),
            new Goal("ToGuestBenchmark.bytes64k", ENDIVE, BYTES_64K),
            new Goal("LifeBenchmark.freshInstance", ENDIVE, 150),
            new Goal("LifeBenchmark.pooledReset", ENDIVE, 20));

    /** The goal of a benchmark that ran, if there is one. */
    static @Nullable Goal of(BenchmarkParams ran) {
        for (Goal goal : ALL) {
            if (ran.getBenchmark().endsWith("." + goal.benchmark)
                    && goal.params.entrySet().stream()
                            .allMatch(p -> p.getValue().equals(ran.getParam(p.getKey())))) {
                return goal;
            }
        }
        return null;
    }
}
