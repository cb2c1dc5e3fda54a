package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class StreamsOnNatsIT {
    private static final String PREFIX = "default.target";
    private static final String INSTANCE = "test:streams/streams@0.1.0";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long STREAM = 100L << 20;
    private static final FunctionType ECHO = CallFixture.type("stream<u8>", "stream<u8>");
    private static final FunctionType ADD = CallFixture.type("u32", "u32", "u32");

    private final NatsServer server = NatsServers.onFreePort();
    private final NatsConnection left = new NatsConnection(server);
    private final NatsConnection right = new NatsConnection(server);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final WrpcClient client = WrpcClient.of(left.bus(), executor, timers, WrpcOptions.defaults());
    private final WrpcServing serving = WrpcServing.of(right.bus(), executor, timers, WrpcOptions.defaults());

    @AfterEach
    void close() {
        client.close();
        serving.close();
        left.close();
        right.close();
        server.close();
        executor.shutdownNow();
        timers.shutdownNow();
    }

    @Test
    void aHundredMebibytesPassBothWaysWithFlatMemory() throws Exception {
        serving.serve(
                PREFIX, PREFIX, INSTANCE, "echo", ECHO, (call, args) -> CompletableFuture.completedFuture(args[0]));
        right.bus().flush(TIMEOUT);
        BytePipe body = new BytePipe();
        BytePipe answer = (BytePipe)
                client.invoke(PREFIX, INSTANCE, "echo", ECHO, new Object[] {body}, CallFixture.HEADERS, TIMEOUT)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> fill(body), executor);

        long before = usedHeap();
        long most = 0;
        long read = 0;
        int samples = 0;
        for (byte[] piece = answer.read(1 << 20); piece != null; piece = answer.read(1 << 20)) {
            assertThat(piece[0]).isEqualTo((byte) (read >>> 16));
            if (read / (16 << 20) != (read + piece.length) / (16 << 20)) {
                most = Math.max(most, usedHeap());
                samples++;
            }
            read += piece.length;
        }

        writer.get(30, TimeUnit.SECONDS);
        assertThat(read).isEqualTo(STREAM);
        assertThat(samples).isPositive();
        assertThat(most - before).as("growth of the heap in bytes").isLessThan(24L << 20);
    }

    /** Each 64 KiB begin with their number. */
    private static void fill(BytePipe body) {
        try {
            for (long at = 0; at < STREAM; at += 64 << 10) {
                byte[] chunk = new byte[64 << 10];
                java.util.Arrays.fill(chunk, (byte) (at >>> 16));
                body.write(chunk);
            }
            body.end();
        } catch (InterruptedException e) {
            body.fail(e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aThousandCallsAtOnceAreAnswered() throws Exception {
        serving.serve(
                PREFIX,
                PREFIX,
                INSTANCE,
                "add",
                ADD,
                (call, args) -> CompletableFuture.completedFuture((int) args[0] + (int) args[1]));
        right.bus().flush(TIMEOUT);
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(client.invoke(PREFIX, INSTANCE, "add", ADD, new Object[] {i, 1}, CallFixture.HEADERS, TIMEOUT)
                    .toCompletableFuture());
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(calls.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i + 1);
        }
        org.awaitility.Awaitility.await().until(() -> client.openCalls() + serving.openCalls() == 0);
    }
}
