package org.latticehost.testkit.capability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Redis server of a test, in memory, on loopback. The binary {@code redis-server} must be on the path, or named by the
 * environment variable {@code REDIS_SERVER}. {@link #close} ends it.
 *
 * <p>Confined to one thread at a time.
 */
public final class RedisServer implements AutoCloseable {
    private static final int DATABASES = 64;

    private final List<String> command;
    private final int port;
    private final Thread hook = new Thread(this::kill);
    private volatile Process process;

    private RedisServer(List<String> command, int port, Process process) {
        this.command = command;
        this.port = port;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void kill() {
        process.destroyForcibly();
    }

    /**
     * Starts a server with 64 databases on a free port, and waits until it is ready. Without a binary the test is skipped
     * and says why.
     *
     * @param password that clients need
     */
    public static RedisServer startOrSkip(String password) {
        @Nullable String named = System.getenv("REDIS_SERVER");
        String binary = named == null ? "redis-server" : named;
        int port = freePort();
        List<String> command = List.of(
                binary,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--databases",
                String.valueOf(DATABASES),
                "--save",
                "",
                "--requirepass",
                password);
        try {
            return new RedisServer(command, port, run(command));
        } catch (IOException e) {
            String reason = "skipped: cannot run '" + binary
                    + "'; install it with 'apt-get install redis-server', or name it in the environment variable"
                    + " REDIS_SERVER";
            System.out.println(reason);
            Assumptions.abort(reason);
            throw new UncheckedIOException(e);
        }
    }

    private static Process run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        awaitReady(process);
        return process;
    }

    /** Ends it and starts it again on its port, as new: without its keys, and what was set by {@code CONFIG SET}. */
    public void restart() {
        end();
        try {
            process = run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process) {
        List<String> log = new ArrayList<>();
        try {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (line.contains("Ready to accept connections")) {
                    Thread rest = new Thread(() -> lines.lines().forEach(each -> {}), "redis-server-log");
                    rest.setDaemon(true);
                    rest.start();
                    return;
                }
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        process.destroyForcibly();
        throw new IllegalStateException("redis-server did not become ready:\n" + String.join("\n", log));
    }

    /** Its port. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        end();
    }

    private void end() {
        process.destroyForcibly();
        try {
            boolean unused = process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
