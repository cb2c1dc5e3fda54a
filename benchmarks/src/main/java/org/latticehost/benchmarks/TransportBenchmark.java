package org.latticehost.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Messages and watches between two transports, in memory and over a NATS server on this machine. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TransportBenchmark {
    private static final int BATCH = 1000;
    private static final byte[] PAYLOAD = new byte[128];

    @Param({"memory", "nats"})
    public String kind = "memory";

    /** Subscriptions to other subjects, which must not slow anything down. */
    @Param({"0", "5000"})
    public int others;

    private @Nullable NatsServer server;
    private LatticeTransport one;
    private LatticeTransport two;
    private KeyValueBucket written;
    private final Semaphore received = new Semaphore(0);
    private final Semaphore watched = new Semaphore(0);

    /** Connects both sides. */
    @Setup(Level.Trial)
    public void connect() throws InterruptedException {
        if (kind.equals("memory")) {
            InMemoryLattice lattice = InMemoryLattice.create("benchmark");
            one = lattice.transport();
            two = lattice.transport();
        } else {
            server = NatsServers.onFreePort();
            one = NatsTransport.builder().server(server.url()).build();
            two = NatsTransport.builder().server(server.url()).build();
        }
        start(one);
        start(two);
        MessageBus serving = two.control();
        serving.subscribe(
                "echo",
                null,
                message ->
                        message.replyTo().ifPresent(to -> serving.publish(LatticeMessage.of(to, message.payload()))));
        serving.subscribe("sink", null, message -> received.release());
        for (int i = 0; i < others; i++) {
            serving.subscribe("other." + i + ".>", null, message -> {});
        }
        serving.flush(Duration.ofSeconds(10));
        written = one.bucket("benchmark");
        two.bucket("benchmark").watch(">", entry -> watched.release());
    }

    private static void start(LatticeTransport transport) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        transport.start(new LatticeTransport.ConnectionListener() {
            @Override
            public void connected() {
                connected.countDown();
            }

            @Override
            public void disconnected(String reason) {}
        });
        connected.await();
    }

    /** Ends everything. */
    @TearDown(Level.Trial)
    public void close() {
        one.close();
        two.close();
        if (server != null) {
            server.close();
        }
    }

    /** One request at a time, answered by the other side. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public LatticeMessage request() {
        return one.control()
                .request(LatticeMessage.of("echo", PAYLOAD), Duration.ofSeconds(5))
                .toCompletableFuture()
                .join();
    }

    /** Messages of 128 bytes, until the other side has them all. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(BATCH)
    public void publish() throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            one.control().publish(LatticeMessage.of("sink", PAYLOAD));
        }
        received.acquire(BATCH);
    }

    /** From before a put until the other side's watch has told it. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void watch() throws InterruptedException {
        written.put("key", PAYLOAD);
        watched.acquire();
    }
}
