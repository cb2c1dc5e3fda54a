package org.latticehost.testkit.lattice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A NATS server of a test. Keeps its port and its store when it is stopped and started again; {@link #close} ends it and
 * deletes the store.
 *
 * <p>Confined to one thread at a time.
 */
public final class NatsServer implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening for client connections on .*:(\\d+)");
    private static final long READY_SECONDS = 30;

    private final Path folder;
    private final String configuration;
    private final @Nullable String jetStreamDomain;
    private final Thread hook = new Thread(this::kill);
    private int port = -1;
    private @Nullable Process process;

    NatsServer(String configuration, @Nullable String jetStreamDomain) {
        this.configuration = configuration;
        this.jetStreamDomain = jetStreamDomain;
        try {
            folder = Files.createTempDirectory("nats-server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Its port, the same for all its life. */
    public int port() {
        return port;
    }

    /** For plain connections: {@code nats://127.0.0.1:port}. */
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Starts it, or starts it again with the store it had; returns when it is ready. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException("the server on port " + port + " is running");
        }
        Path file = folder.resolve("server.conf");
        try {
            Files.writeString(file, "listen: \"127.0.0.1:" + port + "\"\n" + jetStream() + configuration + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process started = launch(file);
        process = started;
        CompletableFuture<Integer> ready = new CompletableFuture<>();
        ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
        Thread reader = new Thread(() -> read(started, ready, log), "nats-server-log");
        reader.setDaemon(true);
        reader.start();
        try {
            port = ready.get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting nats-server", e);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException("nats-server did not become ready:\n" + String.join("\n", log), e);
        }
    }

    private String jetStream() {
        String domain = jetStreamDomain == null ? "" : ", domain: \"" + jetStreamDomain + "\"";
        return "jetstream { store_dir: \"" + folder.resolve("store") + "\"" + domain + " }\n";
    }

    private static Process launch(Path file) {
        @Nullable String named = System.getenv("NATS_SERVER");
        String binary = named == null ? "nats-server" : named;
        try {
            return new ProcessBuilder(List.of(binary, "-c", file.toString()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot run '" + binary
                            + "': install it with 'apt-get install nats-server', or name it in the environment variable"
                            + " NATS_SERVER",
                    e);
        }
    }

    private static void read(Process process, CompletableFuture<Integer> ready, ConcurrentLinkedQueue<String> log) {
        int listening = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!ready.isDone()) {
                    log.add(line);
                }
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening = Integer.parseInt(matcher.group(1));
                }
                if (line.contains("Server is ready")) {
                    ready.complete(listening);
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        ready.completeExceptionally(new IOException("nats-server ended"));
    }

    /** Ends it without a goodbye, as if its machine lost power. Nothing happens if it is not running. */
    public void kill() {
        Process running = process;
        if (running != null) {
            process = null;
            end(running.destroyForcibly());
        }
    }

    /** Ends it in order. Nothing happens if it is not running. */
    public void stop() {
        Process running = process;
        if (running != null) {
            process = null;
            running.destroy();
            end(running);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(READY_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** {@link #kill} and {@link #start}. */
    public void restart() {
        kill();
        start();
    }

    /** Deletes its store; it must not be running. */
    public void wipe() {
        if (process != null) {
            throw new IllegalStateException("the server on port " + port + " is running");
        }
        delete(folder.resolve("store"));
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
        delete(folder);
    }

    private static void delete(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
