package org.latticehost.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A NATS server of this program alone: on a free loopback port, with a store that goes with it. */
final class NatsServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening for client connections on .*:(\\d+)");

    private final Path store;
    private final Process process;
    private final String url;

    private NatsServerProcess(Path store, Process process, String url) {
        this.store = store;
        this.process = process;
        this.url = url;
    }

    /** Starts the binary {@code nats-server} of the path, or what the variable {@code NATS_SERVER} names. */
    static NatsServerProcess start() throws IOException, InterruptedException {
        Path store = Files.createTempDirectory("quickstart-nats");
        String binary = Objects.requireNonNullElse(System.getenv("NATS_SERVER"), "nats-server");
        Process process = new ProcessBuilder(
                        List.of(binary, "-a", "127.0.0.1", "-p", "-1", "-js", "-sd", store.toString()))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "quickstart-nats-stop"));
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, port), "quickstart-nats-log");
        reader.setDaemon(true);
        reader.start();
        try {
            return new NatsServerProcess(store, process, "nats://127.0.0.1:" + port.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(binary + " did not start", e);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void read(Process process, CompletableFuture<Integer> port) {
        int listening = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening = Integer.parseInt(matcher.group(1));
                }
                if (line.contains("Server is ready")) {
                    port.complete(listening);
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("nats-server ended"));
    }
}
