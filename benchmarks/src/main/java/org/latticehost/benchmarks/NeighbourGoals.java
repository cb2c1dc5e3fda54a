package org.latticehost.benchmarks;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.InstancePolicy;

/**
 * What a component that spins does to its neighbour: how late it is stopped, and the latency of the neighbour under a steady
 * load with and without it.
 *
 * <pre>{@code
 * make bench-neighbour ARGS='10 300'   # seconds for each figure, and requests in a second
 * }</pre>
 */
public final class NeighbourGoals implements AutoCloseable {
    private static final Path MISBEHAVING = Path.of("fixtures/c/misbehaving/misbehaving.wasm");
    private static final Duration DEADLINE = Duration.ofMillis(500);
    /** Before the measurement some are stopped soon: else the JVM compiles what stops them beside the neighbour's calls. */
    private static final int WARM_UPS = 2000;

    private static final Duration WARM_UP_DEADLINE = Duration.ofMillis(10);
    private static final int CONNECTIONS = 8;
    /** A round lasts seconds, in which chance decides over a p99: the median of some counts. */
    private static final int ROUNDS = 5;

    private final ServedHost served = new ServedHost();
    private final int port;

    private NeighbourGoals(String engine) throws IOException {
        port = served.serve(ServedHost.command("neighbour", ServedHost.HELLO, engine)
                .instancePolicy(InstancePolicy.pooled(CONNECTIONS, 1_000_000)));
        serveSpinner("warm-up", engine, WARM_UP_DEADLINE);
        serveSpinner("spinner", engine, DEADLINE);
    }

    private void serveSpinner(String id, String engine, Duration deadline) throws IOException {
        served.host()
                .scale(ServedHost.command(id, MISBEHAVING, engine)
                        .maxInstances(1)
                        .limits(ComponentLimits.none().maxExecutionTime(deadline)));
    }

    /** Seconds for each figure, requests in a second, engine. */
    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 10;
        double rate = args.length > 1 ? Double.parseDouble(args[1]) : 300;
        String engine = args.length > 2 ? args[2] : "endive";
        try (NeighbourGoals goals = new NeighbourGoals(engine)) {
            System.out.printf(
                    "%s, %s, %d processors, %.0f requests/s on %d connections from another process%n",
                    System.getProperty("java.vm.version"),
                    engine,
                    Runtime.getRuntime().availableProcessors(),
                    rate,
                    CONNECTIONS);
            goals.run(seconds, rate);
        }
    }

    private void run(double seconds, double rate) throws Exception {
        HttpLoad.run(port, "/", CONNECTIONS, seconds, 0);
        for (int i = 0; i < WARM_UPS; i++) {
            spin("warm-up");
        }
        List<Double> alone = new ArrayList<>();
        List<Double> busy = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        List<Double> late = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            HttpLoad.Figures quiet = HttpLoad.run(port, "/", CONNECTIONS, seconds, rate);
            System.out.println("alone              " + quiet);
            HttpLoad.Figures loaded = besideProcess(seconds, rate);
            System.out.println("beside a process   " + loaded);
            HttpLoad.Figures spinning = beside(seconds, rate, late);
            System.out.println("beside a spinner   " + spinning);
            alone.add(quiet.p99());
            busy.add(loaded.p99());
            beside.add(spinning.p99());
        }
        late.sort(null);
        System.out.printf(
                Locale.ROOT,
                "p99, median of %d rounds: %,.0f us beside a spinner, %,.0f us alone, %.2f times, goal <= 1.5;"
                        + " %,.0f us beside a process that computes at lowest priority%n"
                        + "%d spinners stopped %.1f ms (median), %.1f ms (latest) after their deadline, goal <= 20%n",
                ROUNDS,
                median(beside),
                median(alone),
                median(beside) / median(alone),
                median(busy),
                late.size(),
                median(late),
                late.get(late.size() - 1));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** What the machine does to the load when another processor is busy: not even this process is the cause. */
    private HttpLoad.Figures besideProcess(double seconds, double rate) throws IOException {
        Process computing = new ProcessBuilder("nice", "-n", "19", "sh", "-c", "while :; do :; done").start();
        try {
            return HttpLoad.run(port, "/", CONNECTIONS, seconds, rate);
        } finally {
            computing.destroyForcibly();
        }
    }

    /** The load while one spinner follows the other. */
    private HttpLoad.Figures beside(double seconds, double rate, List<Double> late) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread spinning = new Thread(() -> {
            while (!over.get()) {
                late.add(spin("spinner") - DEADLINE.toMillis());
            }
        });
        spinning.start();
        try {
            return HttpLoad.run(port, "/", CONNECTIONS, seconds, rate);
        } finally {
            over.set(true);
            spinning.join();
        }
    }

    /** Lets a guest spin until it is stopped; after how many milliseconds. */
    private double spin(String id) {
        HttpRequest request =
                new HttpRequest("GET", "http", Optional.of("localhost"), "/spin", HttpFields.none(), BytePipe.empty());
        long begun = System.nanoTime();
        try {
            served.host()
                    .component(id)
                    .http()
                    .handle(request, Context.root())
                    .toCompletableFuture()
                    .join();
            throw new IllegalStateException("a spinner answered");
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof InvocationTimeoutException)) {
                throw e;
            }
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
