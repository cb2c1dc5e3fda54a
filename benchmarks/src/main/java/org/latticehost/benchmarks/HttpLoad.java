package org.latticehost.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A load of HTTP requests from a process of its own: connections that stay open, one request at a time on each. With a rate,
 * requests are due at fixed times whatever the answers take, and latency counts from when a request was due; without, each
 * connection sends its next request when it has the answer.
 */
final class HttpLoad {
    private static final int MAX_HEAD = 8 << 10;
    /** What comes before is not counted: a JVM that starts is slow itself. */
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(2);

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final int port;
    private final String path;
    private final long begin;
    private final long counts;
    private final long end;
    private final long interval;

    private HttpLoad(int port, String path, long begin, long counts, long end, long interval) {
        this.port = port;
        this.path = path;
        this.begin = begin;
        this.counts = counts;
        this.end = end;
        this.interval = interval;
    }

    /**
     * What was seen.
     *
     * @param rate requests answered in a second
     * @param median microseconds
     * @param p99 microseconds
     * @param max microseconds
     */
    record Figures(double rate, double median, double p99, double max) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,9.0f requests/s  p50 %,8.0f us  p99 %,8.0f us  max %,9.0f us",
                    rate,
                    median,
                    p99,
                    max);
        }
    }

    /**
     * Runs a load in another JVM.
     *
     * @param rate requests in a second over all connections, 0 for as many as are answered
     */
    static Figures run(int port, String path, int connections, double seconds, double rate) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HttpLoad.class.getName(),
                        "" + port,
                        path,
                        "" + connections,
                        "" + seconds,
                        "" + rate))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the load failed");
            }
            double[] seen = Pattern.compile(" ")
                    .splitAsStream(line)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Figures(seen[0], seen[1], seen[2], seen[3]);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Port, path, connections, seconds, rate. */
    public static void main(String[] args) throws Exception {
        int connections = Integer.parseInt(args[2]);
        double seconds = Double.parseDouble(args[3]);
        double rate = Double.parseDouble(args[4]);
        long begin = System.nanoTime() + 50_000_000;
        long counts = begin + WARM_UP;
        long end = counts + (long) (seconds * 1e9);
        long interval = rate == 0 ? 0 : (long) (1e9 / rate * connections);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Future<long[]>> running = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            // Connections take turns, so that requests are spread evenly.
            long first = begin + interval * i / connections;
            HttpLoad load = new HttpLoad(Integer.parseInt(args[0]), args[1], first, counts, end, interval);
            Callable<long[]> connection = load::connection;
            running.add(threads.submit(connection));
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> each : running) {
            all.add(each.get());
        }
        threads.shutdown();
        long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.printf(
                Locale.ROOT, "%f %f %f %f%n", nanos.length / seconds, at(nanos, 0.5), at(nanos, 0.99), at(nanos, 1));
    }

    private static double at(long[] sorted, double part) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e3;
    }

    /** The latencies of one connection. */
    private long[] connection() throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long[] latencies = new long[1024];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), MAX_HEAD);
            OutputStream out = socket.getOutputStream();
            for (long due = begin; due < end; ) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long from = interval == 0 ? System.nanoTime() : due;
                out.write(request);
                answer(in);
                long now = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                if (from >= counts) {
                    latencies[count++] = now - from;
                }
                due = interval == 0 ? now : due + interval;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    /** Reads an answer whose length its head tells, or that is chunked. */
    private static void answer(InputStream in) throws IOException {
        String head = head(in);
        if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + head);
        }
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at >= 0) {
            in.skipNBytes(Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at))));
            return;
        }
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            in.skipNBytes(size);
            line(in);
            if (size == 0) {
                return;
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        byte[] bytes = new byte[MAX_HEAD];
        int matched = 0;
        for (int n = 0; n < MAX_HEAD; ) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended");
            }
            bytes[n++] = (byte) b;
            matched = b == HEAD_END[matched] ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == HEAD_END.length) {
                return new String(bytes, 0, n, StandardCharsets.US_ASCII);
            }
        }
        throw new IOException("a head of more than " + MAX_HEAD + " bytes");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection ended");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
