package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;
import org.latticehost.wrpc.vectors.TestBus;
import org.latticehost.wrpc.vectors.TypeText;

/** Both sides on one bus, or one side and a peer that the test plays by hand. */
abstract class CallFixture {
    static final String PREFIX = "default.target";
    /** The reply subject of a caller that the test plays. */
    static final String BAD = "_INBOX.bad";

    static final String INSTANCE = "test:calls/calls@0.1.0";
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final Map<String, String> HEADERS = WrpcNames.componentHeaders("caller", "default");

    final TestBus bus = new TestBus(256 << 10);
    final ExecutorService executor = Executors.newCachedThreadPool();
    final LateTimers timers = new LateTimers();
    final WrpcOptions options = options();
    final WrpcClient client = WrpcClient.of(bus, executor, timers, options);
    final WrpcServing serving = WrpcServing.of(bus, executor, timers, options);

    WrpcOptions options() {
        return WrpcOptions.builder()
                .maxValueBytes(1 << 20)
                .maxUnreadBytes(2 << 20)
                .paramsTimeout(Duration.ofSeconds(5))
                .idleTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Timers that can also run at will, as if each had begun to run in the moment it was stopped. */
    static final class LateTimers extends ScheduledThreadPoolExecutor {
        private final Queue<Late> all = new ConcurrentLinkedQueue<>();

        LateTimers() {
            super(1);
        }

        private record Late(Runnable task, Duration delay) {}

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            all.add(new Late(task, Duration.of(delay, unit.toChronoUnit())));
            return super.schedule(task, delay, unit);
        }

        void fire(Duration upTo) {
            for (Late each : List.copyOf(all)) {
                if (each.delay.compareTo(upTo) <= 0) {
                    each.task.run();
                }
            }
        }
    }

    static FunctionType type(String result, String... params) {
        List<WitType.Field> fields = java.util.stream.IntStream.range(0, params.length)
                .mapToObj(i -> new WitType.Field("p" + i, TypeText.parse(params[i])))
                .toList();
        return new FunctionType(
                fields, result.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(TypeText.parse(result)));
    }

    LatticeSubscription serve(String name, FunctionType type, WrpcHandler handler) {
        return serving.serve(PREFIX, PREFIX, INSTANCE, name, type, handler);
    }

    CompletableFuture<Object> call(String name, FunctionType type, Object... args) {
        return callFor(TIMEOUT, name, type, args);
    }

    CompletableFuture<Object> callFor(Duration timeout, String name, FunctionType type, Object... args) {
        return client.invoke(PREFIX, INSTANCE, name, type, args, HEADERS, timeout)
                .toCompletableFuture();
    }

    /** A callee played by the test: gets the first message, and accepts with the reply subject {@code Rs}. */
    LatticeSubscription callee(String name, java.util.function.Consumer<String> afterAccept) {
        return bus.subscribe(WrpcNames.subject(PREFIX, INSTANCE, name), PREFIX, first -> {
            String caller = first.replyTo().orElseThrow();
            bus.publish(LatticeMessage.empty(caller).withReplyTo("_INBOX.peer.s"));
            afterAccept.accept(caller);
        });
    }

    /** A callee of the function f that sends so many chunks of 64 KiB as fast as it can, each of them full of its number. */
    void calleeThatFloods(int chunks) {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            for (int i = 0; i < chunks; i++) {
                byte[] chunk = chunk(64 << 10);
                java.util.Arrays.fill(chunk, 3, chunk.length, (byte) i);
                bus.publish(LatticeMessage.of(rc + ".results.0", chunk));
            }
            send(rc + ".results.0", 0);
            send(rc + ".results.0");
        });
    }

    /** A message of a stream of bytes, so many zeros: 1 KiB to 1 MiB. */
    static byte[] chunk(int bytes) {
        byte[] chunk = new byte[bytes + 3];
        chunk[0] = (byte) (bytes | 0x80);
        chunk[1] = (byte) (bytes >> 7 | 0x80);
        chunk[2] = (byte) (bytes >> 14);
        return chunk;
    }

    /** Begins a call as a caller of another kind and gives the subject for what belongs to it. */
    String begin(String function, byte... first) {
        CompletableFuture<String> accepted = new CompletableFuture<>();
        bus.subscribe(BAD, null, accept -> accepted.complete(accept.replyTo().orElse("")));
        bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, function), first)
                .withReplyTo(BAD));
        return accepted.orTimeout(10, TimeUnit.SECONDS).join();
    }

    void send(String subject, int... bytes) {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        bus.publish(LatticeMessage.of(subject, payload));
    }

    @AfterEach
    void nothingIsLeftOpen() {
        try {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(client.openCalls() + serving.openCalls())
                            .as("open calls")
                            .isZero());
        } finally {
            client.close();
            serving.close();
            executor.shutdownNow();
            timers.shutdownNow();
            bus.close();
        }
    }
}
