package org.latticehost.benchmarks;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/**
 * What a call over a link costs, on one host, to a Java object, and between two hosts over a NATS server of its own, beside
 * bare requests of the NATS client. Prints each figure with its goal.
 *
 * <p>The guest makes its calls in a loop: a sample is the mean of 1,000 calls on one host, of 10 between two hosts. A median
 * is the median of such samples.
 *
 * <pre>{@code
 * make bench-calls ARGS=10           # seconds for each figure, 5 unless given
 * make bench-calls ARGS='10 nats'    # one part alone: local or nats
 * }</pre>
 */
public final class CallGoals implements AutoCloseable {
    private static final int LOOP = 1000;
    private static final int AT_ONCE = 64;

    private final long seconds;
    private final NatsServer server = NatsServers.onFreePort();
    private final WasmCloudHost one;
    private final WasmCloudHost two;

    private CallGoals(long seconds) throws IOException {
        this.seconds = seconds;
        this.one = host();
        this.two = host();
        byte[] callee = guest("callee");
        one.scale(scale("caller", guest("caller")));
        one.scale(scale("reused", callee).instancePolicy(InstancePolicy.reused(Integer.MAX_VALUE)));
        one.scale(scale("pooled", callee).instancePolicy(InstancePolicy.pooled(AT_ONCE, Integer.MAX_VALUE)));
        one.scale(scale("fresh", callee));
        two.scale(scale("remote", callee).instancePolicy(InstancePolicy.reused(Integer.MAX_VALUE)));
    }

    /** The Java object. */
    public static final class Api {
        /** One more. */
        public int inc(int v) {
            return v + 1;
        }

        /** The same. */
        public String echo(String s) {
            return s;
        }
    }

    private WasmCloudHost host() {
        return WasmCloudHost.builder()
                .lattice("goals")
                .engine("endive")
                .transport(NatsTransport.builder().server(server.url()).build())
                .provide("java", List.of(JavaCapability.of("bench:calls/api@0.1.0", new Api())))
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
    }

    private static ScaleCommand scale(String id, byte[] wasm) {
        return ScaleCommand.of(id, Artifact.bytes(id + ".wasm", wasm)).maxInstances(AT_ONCE * 2);
    }

    private static byte[] guest(String name) throws IOException {
        String file = "/calls/" + name + "/" + name + ".wasm";
        try (InputStream in = Objects.requireNonNull(CallGoals.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        }
    }

    /** Runs everything; the arguments are the seconds for each figure, and one part to run alone. */
    public static void main(String[] args) throws Exception {
        try (CallGoals goals = new CallGoals(args.length > 0 ? Long.parseLong(args[0]) : 5)) {
            System.out.printf(
                    "%s, %d processors, load %.1f%n",
                    System.getProperty("java.vm.version"),
                    Runtime.getRuntime().availableProcessors(),
                    java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                            .getSystemLoadAverage());
            String part = args.length > 1 ? args[1] : "";
            if (!part.equals("nats")) {
                goals.runLocal();
            }
            if (!part.equals("local")) {
                goals.runOverNats();
            }
        }
    }

    private void runLocal() throws Exception {
        print("component -> Java object, (u32) -> u32", local("java", "inc", 0), "ns", "<= 300");
        print("component -> Java object, 16-byte text", local("java", "echo", 16), "ns", "<= 300");
        print("component -> component, one instance, (u32) -> u32", local("reused", "inc", 0), "ns", "<= 1000");
        print("component -> component, one instance, 16-byte text", local("reused", "echo", 16), "ns", "<= 1000");
        print("component -> component, pooled instances, (u32) -> u32", local("pooled", "inc", 0), "ns", "");
        print("component -> component, a fresh instance per call", local("fresh", "inc", 0), "ns", "");
    }

    private void runOverNats() throws Exception {
        print("NATS client, request and reply", bare(1).median / 1000, "us", "");
        print("component -> component, two hosts", remote(1).median / 1000, "us", "<= client's + 50");
        // With all processors busy the JVM takes long to compile what runs on them.
        for (int i = 0; i < 4; i++) {
            Figures unused = remote(AT_ONCE);
        }
        // One after the other, three times: what else runs on the machine then hits both.
        double client = 0;
        double calls = 0;
        for (int i = 0; i < 3; i++) {
            client += bare(AT_ONCE).rate / 3;
            calls += remote(AT_ONCE).rate / 3;
        }
        print("NATS client, 64 at once", client, "/s", "");
        print("component -> component, two hosts, 64 at once", calls, "/s", ">= 80 % of the client's");
        print("  of the client's", 100 * calls / client, "%", ">= 80");
    }

    private static void print(String what, double figure, String unit, String goal) {
        System.out.printf("%-62s %,12.0f %-3s %s%n", what, figure, unit, goal.isEmpty() ? "" : "goal " + goal);
    }

    private void link(String target) {
        one.links().stream().filter(link -> link.source().equals("caller")).forEach(one::deleteLink);
        one.putLink(
                Link.from("caller").to(target).interfaces("bench:calls", "api").build());
    }

    /** Nanoseconds of a call, the median of samples. */
    private double local(String target, String function, int length) throws Exception {
        link(target);
        Callable<Object> sample = () -> function.equals("inc") ? call("inc", LOOP) : call("echo", LOOP, length);
        warm(sample);
        double[] samples = new double[1 << 20];
        int count = 0;
        for (long end = end(); System.nanoTime() < end && count < samples.length; count++) {
            long begun = System.nanoTime();
            sample.call();
            samples[count] = (double) (System.nanoTime() - begun) / LOOP;
        }
        return median(samples, count);
    }

    /** Nanoseconds and calls per second. */
    private record Figures(double median, double rate) {}

    private Figures remote(int atOnce) throws Exception {
        link("remote");
        // A sample enters the caller once, which takes two changes of threads that are no part of a call between hosts.
        int loop = atOnce == 1 ? 10 : 100;
        return measured(atOnce, loop, () -> call("inc", loop));
    }

    private Figures bare(int atOnce) throws Exception {
        Connection callee = Nats.connect(server.url());
        Connection caller = Nats.connect(server.url());
        try {
            Dispatcher dispatcher =
                    callee.createDispatcher(message -> callee.publish(message.getReplyTo(), message.getData()));
            dispatcher.subscribe("echo");
            callee.flush(Duration.ofSeconds(5));
            byte[] payload = {1};
            return measured(
                    atOnce, 1, () -> Objects.requireNonNull(caller.request("echo", payload, Duration.ofSeconds(10))));
        } finally {
            caller.close();
            callee.close();
        }
    }

    private Figures measured(int atOnce, int loop, Callable<Object> sample) throws Exception {
        warm(sample);
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<double[]>> running = new ArrayList<>();
            long begun = System.nanoTime();
            for (int i = 0; i < atOnce; i++) {
                running.add(threads.submit(() -> timed(sample, (1 << 20) / atOnce)));
            }
            List<double[]> all = new ArrayList<>();
            for (Future<double[]> each : running) {
                all.add(each.get());
            }
            double[] samples = all.stream().flatMapToDouble(Arrays::stream).toArray();
            double elapsed = System.nanoTime() - begun;
            return new Figures(median(samples, samples.length) / loop, samples.length * loop / elapsed * 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    private double[] timed(Callable<Object> sample, int most) throws Exception {
        double[] samples = new double[most];
        int count = 0;
        for (long end = end(); System.nanoTime() < end && count < samples.length; count++) {
            long begun = System.nanoTime();
            sample.call();
            samples[count] = System.nanoTime() - begun;
        }
        return Arrays.copyOf(samples, count);
    }

    private void warm(Callable<Object> sample) throws Exception {
        for (long end = end(); System.nanoTime() < end; ) {
            sample.call();
        }
    }

    private long end() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private static double median(double[] samples, int count) {
        Arrays.sort(samples, 0, count);
        return samples[count / 2];
    }

    private Object call(String function, Object... args) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(one.component("caller")
                .call("", function, List.of(args), Context.root())
                .toCompletableFuture()
                .get());
    }

    @Override
    public void close() {
        one.close();
        two.close();
        server.close();
    }
}
