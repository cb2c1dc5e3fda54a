package org.latticehost.benchmarks;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs benchmarks with the arguments of JMH and sets the goals beside the results. */
final class Main {
    /** What JMH answers without running anything. */
    private static final Set<String> QUESTIONS = Set.of("-h", "-l", "-lp", "-lprof", "-lrf");

    private Main() {}

    public static void main(String[] args) throws IOException, RunnerException, CommandLineOptionException {
        if (Stream.of(args).anyMatch(QUESTIONS::contains)) {
            org.openjdk.jmh.Main.main(args);
            return;
        }
        print(new Runner(new CommandLineOptions(args)).run());
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf("%n%-36s %-40s %12s %10s %-6s %s%n", "Benchmark", "Parameters", "Result", "Goal", "Unit", "");
        for (RunResult result : results) {
            BenchmarkParams ran = result.getParams();
            Result<?> primary = result.getPrimaryResult();
            String name =
                    ran.getBenchmark().substring(Main.class.getPackageName().length() + 1);
            String params = ran.getParamsKeys().stream()
                    .map(k -> shortened(ran.getParam(k)))
                    .collect(Collectors.joining(" "));
            Goal goal = Goal.of(ran);
            System.out.println(String.format(
                            Locale.ROOT,
                            "%-36s %-40s %12.3f %10s %-6s %s",
                            name,
                            params,
                            primary.getScore(),
                            goal == null ? "" : String.format(Locale.ROOT, "%.0f", goal.atMost()),
                            primary.getScoreUnit(),
                            goal == null ? "" : primary.getScore() <= goal.atMost() ? "met" : "missed")
                    .stripTrailing());
        }
    }

    /** Of a file only its name. */
    private static String shortened(String value) {
        return value.substring(value.lastIndexOf('/') + 1);
    }
}
