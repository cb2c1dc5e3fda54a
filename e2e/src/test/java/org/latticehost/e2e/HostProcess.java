package org.latticehost.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.nats.NatsTransport;

/** A host in a JVM of its own, which can be killed; it has the provider {@link #HELD}. */
final class HostProcess implements AutoCloseable {
    /** Id of the provider of {@code fixture:utf16/names} there: it makes the file that a call names, and never answers. */
    static final String HELD = "held";

    private static final String READY = "host is ready";

    private final Process process;

    private HostProcess(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it runs. */
    static HostProcess start(String url, String lattice, String seed, String zone) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostProcess.class.getName(),
                        url,
                        lattice,
                        seed,
                        zone))
                .redirectErrorStream(true)
                .start();
        List<String> log = new ArrayList<>();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            log.add(line);
            if (line.equals(READY)) {
                Thread rest = new Thread(() -> lines.lines().forEach(more -> {}), "host-process-log");
                rest.setDaemon(true);
                rest.start();
                return new HostProcess(process);
            }
        }
        throw new IllegalStateException("the host's JVM ended:\n" + String.join("\n", log));
    }

    /** Ends it without a goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What {@link #HELD} does. */
    public static final class Held {
        public Optional<String> title(String file) throws Exception {
            Files.createFile(Path.of(file));
            new CountDownLatch(1).await();
            return Optional.empty();
        }
    }

    /** Runs a host until it is stopped or killed. */
    public static void main(String[] args) {
        WasmCloudHost host = WasmCloudHost.builder()
                .transport(NatsTransport.builder().server(args[0]).build())
                .lattice(args[1])
                .hostKey(args[2])
                .label("zone", args[3])
                .engine("endive")
                .provide(
                        HELD,
                        List.of(JavaCapability.of("fixture:utf16/names", new Held())
                                .toLattice(CallsOnNatsIT.NAMES)))
                .allowFileLoad(true)
                .latticeRequired(true)
                .latticeWait(Duration.ofSeconds(30))
                .build()
                .start();
        System.out.println(READY);
        host.awaitStopped();
    }
}
