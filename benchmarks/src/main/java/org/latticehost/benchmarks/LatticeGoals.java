package org.latticehost.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/**
 * How long a lattice takes: a host until it answers, a request until its answer, a change until another host works by it.
 * In memory, and on a NATS server of its own.
 *
 * <pre>{@code
 * make bench-lattice ARGS=200        # changes and starts are repeated so often, 100 and a fifth of it unless given
 * }</pre>
 */
public final class LatticeGoals implements AutoCloseable {
    private static final int COMPONENTS = 20;
    private static final int ENTRIES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String where;
    private final int rounds;
    private final Supplier<LatticeTransport> transports;
    private final LatticeClient client;
    private final LatticeTransport pinger;

    private LatticeGoals(String where, int rounds, Supplier<LatticeTransport> transports) {
        this.where = where;
        this.rounds = rounds;
        this.transports = transports;
        this.client = LatticeClient.builder()
                .transport(transports.get())
                .lattice("goals")
                .timeout(PATIENCE)
                .connect();
        this.pinger = transports.get();
        CompletableFuture<Void> connected = new CompletableFuture<>();
        pinger.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {
                connected.complete(null);
            }

            @Override
            public void disconnected(String reason) {}
        });
        connected.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Runs everything; the argument is how often a change is made. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        System.out.printf(
                "%s, %d processors, load %.1f; milliseconds%n%-12s %-52s %8s %8s %8s%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage(),
                "",
                "",
                "p50",
                "p99",
                "first");
        InMemoryLattice memory = InMemoryLattice.create("goals");
        try (LatticeGoals goals = new LatticeGoals("in memory", rounds, memory::transport)) {
            goals.run();
        }
        try (NatsServer server = NatsServers.onFreePort();
                LatticeGoals goals = new LatticeGoals(
                        "on NATS",
                        rounds,
                        () -> NatsTransport.builder().server(server.url()).build())) {
            goals.run();
        }
    }

    private void run() throws Exception {
        starts("start() to the answer of a ping");
        try (WasmCloudHost one = host();
                WasmCloudHost two = host()) {
            one.start();
            two.start();
            inventories(one);
            links(one, two);
            configuration(one, two);
        }
        fill();
        starts("the same, " + ENTRIES + " links, " + ENTRIES + " configurations");
        full();
    }

    private WasmCloudHost host() {
        return WasmCloudHost.builder()
                .lattice("goals")
                .engine("endive")
                .transport(transports.get())
                .provider(new Follower())
                .gracePeriod(Duration.ofSeconds(2))
                .build();
    }

    /** Asks while the host starts; the request waits at the host until it is ready. */
    private void starts(String what) throws InterruptedException {
        double[] samples = new double[Math.max(5, rounds / 5)];
        for (int i = 0; i < samples.length; i++) {
            try (WasmCloudHost host = host()) {
                long begun = System.nanoTime();
                Thread starting = new Thread(host::start);
                starting.start();
                until(this::answersPings);
                samples[i] = millisSince(begun);
                starting.join();
            }
        }
        print(what, samples);
    }

    /** False at once while nobody is there; a request that came too early is answered when the host is ready. */
    private boolean answersPings() {
        return pinger.control()
                .request(LatticeMessage.empty("wasmbus.ctl.v1.goals.host.ping"), PATIENCE)
                .handle((answer, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    private void inventories(WasmCloudHost host) throws IOException {
        byte[] wasm = guest();
        for (int i = 0; i < COMPONENTS; i++) {
            host.scale(ScaleCommand.of("c" + i, Artifact.bytes("callee.wasm", wasm)));
        }
        double[] samples = new double[rounds * 20];
        for (int i = 0; i < samples.length; i++) {
            long begun = System.nanoTime();
            client.inventory(host.id());
            samples[i] = millisSince(begun);
        }
        print("inventory of " + COMPONENTS + " components", samples);
    }

    private void links(WasmCloudHost one, WasmCloudHost two) {
        double[] samples = new double[rounds];
        for (int i = 0; i < samples.length; i++) {
            Link link = link("seen", i);
            long begun = System.nanoTime();
            one.putLink(link);
            until(() -> two.links().contains(link));
            samples[i] = millisSince(begun);
            one.deleteLink(link);
        }
        print("link put at one host, another routes by it", samples);
    }

    private void configuration(WasmCloudHost one, WasmCloudHost two) throws InterruptedException {
        one.putConfig("seen", Map.of("number", "-1"));
        two.startProvider(StartProvider.builtin("follower", "follower").config("seen"));
        double[] samples = new double[rounds];
        for (int i = 0; i < samples.length; i++) {
            String number = Integer.toString(i);
            long begun = System.nanoTime();
            one.putConfig("seen", Map.of("number", number));
            String seen;
            do {
                seen = Objects.requireNonNull(
                                Follower.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the provider was not told")
                        .get("number");
            } while (!number.equals(seen));
            samples[i] = millisSince(begun);
        }
        print("configuration put at one host, a provider of another knows", samples);
    }

    private void fill() {
        try (WasmCloudHost host = host()) {
            host.start();
            for (int i = 0; i < ENTRIES; i++) {
                host.putLink(link("full" + i / 10, i));
                host.putConfig("full" + i, Map.of("number", Integer.toString(i)));
            }
        }
    }

    private void full() {
        double[] samples = new double[Math.max(5, rounds / 5)];
        for (int i = 0; i < samples.length; i++) {
            try (WasmCloudHost host = host()) {
                long begun = System.nanoTime();
                host.start();
                until(() -> host.links().size() == ENTRIES);
                samples[i] = millisSince(begun);
            }
        }
        print("start() until all " + ENTRIES + " links are known", samples);
    }

    private static Link link(String source, int number) {
        return Link.from(source)
                .to("target")
                .name("n" + number)
                .interfaces("bench:calls", "api")
                .build();
    }

    private static byte[] guest() throws IOException {
        String file = "/calls/callee/callee.wasm";
        try (InputStream in = Objects.requireNonNull(LatticeGoals.class.getResourceAsStream(file), file)) {
            return in.readAllBytes();
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("what is measured did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(20_000);
        }
    }

    private static double millisSince(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private void print(String what, double[] samples) {
        double first = samples[0];
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-12s %-52s %8.2f %8.2f %8.2f%n",
                where, what, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)], first);
    }

    @Override
    public void close() {
        pinger.close();
        client.close();
    }

    /** A provider that tells which configuration it has. */
    private static final class Follower implements CapabilityProviderFactory, CapabilityProvider {
        static final BlockingQueue<Map<String, String>> SEEN = new LinkedBlockingQueue<>();

        @Override
        public String name() {
            return "follower";
        }

        @Override
        public CapabilityProvider create() {
            return this;
        }

        @Override
        public void start(ProviderContext context) {}

        @Override
        public void configUpdated(Map<String, String> config) {
            SEEN.add(config);
        }

        @Override
        public void stop(Duration grace) {}
    }
}
