package org.latticehost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticehost.host.model.InstancePolicy;

/**
 * Requests in a second and their latency through the built-in HTTP server, from another process: of the hello component
 * under each instance policy, beside the bare server with some lines of Java instead. Then of the JavaScript component, if
 * it is built, on each engine.
 *
 * <pre>{@code
 * make bench-http ARGS=10        # seconds for each figure, 5 unless given
 * make bench-http ARGS='10 js'   # one part alone: hello or js
 * }</pre>
 */
public final class HttpGoals implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    /** The component frees nothing, and has room for the paths of 65,536 requests. */
    private static final int REUSES = 60_000;

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 3;
    /** A path of the JavaScript component whose answer takes some thousand steps of its script. */
    private static final String SCRIPT = "/stream?n=500";

    private final double seconds;
    private final ServedHost served = new ServedHost();

    private HttpGoals(double seconds) throws IOException {
        this.seconds = seconds;
    }

    /** Seconds for each figure, and {@code hello} or {@code js} for one part alone. */
    public static void main(String[] args) throws Exception {
        List<String> parts = Stream.of(args).filter(a -> a.matches("[a-z]+")).toList();
        double seconds = Stream.of(args)
                .filter(a -> !parts.contains(a))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(5);
        try (HttpGoals goals = new HttpGoals(seconds)) {
            System.out.printf(
                    "%s, %d processors, %d connections from another process%n",
                    System.getProperty("java.vm.version"), Runtime.getRuntime().availableProcessors(), CONNECTIONS);
            if (parts.isEmpty() || parts.contains("hello")) {
                goals.hello();
            }
            if (parts.isEmpty() || parts.contains("js")) {
                goals.javaScript();
            }
        }
    }

    private void hello() throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("fresh", serve("fresh", InstancePolicy.freshPerCall()));
        ports.put("pooled", serve("pooled", InstancePolicy.pooled(CONNECTIONS, 1_000_000)));
        ports.put("reused", serve("reused", InstancePolicy.reused(REUSES)));
        int bare = ServedHost.freePort();
        ports.put("bare", bare);
        Map<String, HttpLoad.Figures> best = new LinkedHashMap<>();
        BareServer server = new BareServer(bare);
        try {
            // With all processors busy the JVM takes long to compile what runs on them.
            for (int i = 0; i < WARM_UPS; i++) {
                for (int port : ports.values()) {
                    HttpLoad.run(port, "/", CONNECTIONS, seconds, 0);
                }
            }
            // In turns: what else runs on the machine then hits all of them.
            for (int i = 0; i < ROUNDS; i++) {
                for (Map.Entry<String, Integer> each : ports.entrySet()) {
                    HttpLoad.Figures figures = HttpLoad.run(each.getValue(), "/", CONNECTIONS, seconds, 0);
                    best.merge(each.getKey(), figures, (a, b) -> a.rate() > b.rate() ? a : b);
                }
            }
        } finally {
            server.close();
        }
        double all = Objects.requireNonNull(best.get("bare")).rate();
        best.forEach((policy, figures) -> System.out.printf(
                "%-8s %s  %5.1f %% of bare%s%n",
                policy,
                figures,
                100 * figures.rate() / all,
                switch (policy) {
                    case "pooled" -> "  goal >= 60";
                    case "fresh" -> "  goal >= 30";
                    default -> "";
                }));
    }

    private int serve(String id, InstancePolicy policy) throws IOException {
        return served.serve(ServedHost.command(id, ServedHost.HELLO, "endive").instancePolicy(policy));
    }

    private void javaScript() throws IOException {
        Optional<Path> built = Stream.of(
                        Path.of("fixtures/js/http/http.wasm"),
                        Path.of("../shared/fixtures/js/http-hello/http-hello.wasm"))
                .filter(Files::exists)
                .findFirst();
        if (built.isEmpty()) {
            System.out.println("JavaScript: skipped, 'make fixtures-js' builds the component");
            return;
        }
        for (String engine : List.of("wasmtime", "endive", "auto")) {
            long begun = System.nanoTime();
            int port = served.serve(ServedHost.command("js-" + engine, built.get(), engine));
            double loaded = (System.nanoTime() - begun) / 1e9;
            Map<String, HttpLoad.Figures> figures = new LinkedHashMap<>();
            for (String path : List.of("/", SCRIPT)) {
                HttpLoad.run(port, path, 2, seconds, 0);
                figures.put(path, HttpLoad.run(port, path, 2, seconds, 0));
            }
            String chosen = served.host().inventory().components().stream()
                    .filter(c -> c.id().equals("js-" + engine))
                    .map(c -> c.engine())
                    .findFirst()
                    .orElseThrow();
            System.out.printf("JavaScript on %s (%s, loaded in %.1f s)%n", engine, chosen, loaded);
            figures.forEach((path, each) -> System.out.printf("  %-15s %s%n", path, each));
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
