package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.wit.WitValues;
import org.latticehost.wrpc.vectors.Flow;
import org.latticehost.wrpc.vectors.FlowPeer;
import org.latticehost.wrpc.vectors.Materialized;

/** The flow vectors on one bus, or on a server between the two sides. */
abstract class FlowContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Two buses that reach each other. */
    interface Buses extends AutoCloseable {
        MessageBus ours();

        MessageBus theirs();

        /** Called when both sides are closed. */
        void checkNothingIsSubscribed();

        @Override
        void close();
    }

    abstract Buses open(long maxPayload);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
        timers.shutdownNow();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("flows")
    void asCallerItSendsWhatTheFlowSaysAndUnderstandsTheAnswer(Flow flow, String how, IntUnaryOperator cut)
            throws Exception {
        try (Buses buses = open(flow.maxPayload())) {
            call(flow, cut, buses);
            buses.checkNothingIsSubscribed();
        }
    }

    private void call(Flow flow, IntUnaryOperator cut, Buses buses) throws Exception {
        try (FlowPeer peer = new FlowPeer(buses.theirs(), flow, "server", cut);
                WrpcClient client = WrpcClient.of(buses.ours(), executor, timers, WrpcOptions.defaults())) {
            buses.theirs().flush(TIMEOUT);
            CompletionStage<Object> call = client.invoke(
                    "default.target",
                    flow.text("instance"),
                    flow.text("function"),
                    flow.type(),
                    flow.args(),
                    headers(flow),
                    TIMEOUT);
            if (flow.steps().stream().anyMatch(s -> s.from().equals("server"))) {
                peer.play();
            }
            if (flow.fails()) {
                assertThatThrownBy(() -> call.toCompletableFuture().get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(TransportException.class)
                        .extracting(e -> ((HostException) e).code())
                        .isEqualTo(
                                flow.toString().equals("no-responder") ? ErrorCode.NO_RESPONDERS : ErrorCode.PROTOCOL);
            } else {
                Object result = Materialized.of(call.toCompletableFuture().get(10, TimeUnit.SECONDS));
                Object wanted = flow.result().isPresent()
                        ? Materialized.of(flow.result().get())
                        : null;
                assertThat(result).matches(r -> WitValues.equal(r, wanted), String.valueOf(wanted));
            }
            if (!flow.toString().equals("no-responder")) {
                peer.check();
            }
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(TIMEOUT)
                    .until(() -> client.openCalls() == 0);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("servedFlows")
    void asCalleeItUnderstandsTheCallAndSendsWhatTheFlowSays(Flow flow, String how, IntUnaryOperator cut)
            throws Exception {
        try (Buses buses = open(flow.maxPayload())) {
            serve(flow, cut, buses);
            buses.checkNothingIsSubscribed();
        }
    }

    private void serve(Flow flow, IntUnaryOperator cut, Buses buses) throws Exception {
        CompletableFuture<Object> checked = new CompletableFuture<>();
        try (WrpcServing serving = WrpcServing.of(buses.ours(), executor, timers, WrpcOptions.defaults());
                FlowPeer peer = new FlowPeer(buses.theirs(), flow, "client", cut);
                LatticeSubscription served = serving.serve(
                        "default.target",
                        "default.target",
                        flow.text("instance"),
                        flow.text("function"),
                        flow.type(),
                        (call, args) -> {
                            assertThat(new TreeMap<>(call.headers())).isEqualTo(new TreeMap<>(headers(flow)));
                            if (flow.fails()) {
                                throw new IllegalStateException("a trap");
                            }
                            executor.execute(() -> checkArguments(flow, args, checked));
                            return CompletableFuture.completedFuture(
                                    flow.result().orElse(null));
                        })) {
            assertThat(served.active()).isTrue();
            buses.ours().flush(TIMEOUT);
            peer.play();
            peer.check();
            if (!flow.fails()) {
                checked.get(10, TimeUnit.SECONDS);
            }
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(TIMEOUT)
                    .until(() -> serving.openCalls() == 0);
        }
    }

    private static void checkArguments(Flow flow, Object[] args, CompletableFuture<Object> checked) {
        try {
            Object[] wanted = flow.args();
            for (int i = 0; i < args.length; i++) {
                Object want = Materialized.of(wanted[i]);
                assertThat(Materialized.of(args[i])).matches(a -> WitValues.equal(a, want), String.valueOf(want));
            }
            checked.complete("checked");
        } catch (Exception | AssertionError e) {
            checked.completeExceptionally(e);
        }
    }

    private static Map<String, String> headers(Flow flow) {
        return flow.steps().stream()
                .filter(s -> s.subject().equals("{T}") && s.op().equals("pub"))
                .findFirst()
                .orElseThrow()
                .headers();
    }

    static Stream<Arguments> flows() {
        return Flow.all().stream()
                .flatMap(flow -> Stream.of(
                        Arguments.of(flow, "messages as captured", (IntUnaryOperator) left -> Integer.MAX_VALUE),
                        Arguments.of(flow, "cut into single bytes", (IntUnaryOperator) left -> 1),
                        Arguments.of(flow, "cut at random", random(1)),
                        Arguments.of(flow, "cut at random again", random(2))));
    }

    static Stream<Arguments> servedFlows() {
        return flows().filter(a -> !a.get()[0].toString().equals("no-responder"));
    }

    private static IntUnaryOperator random(long seed) {
        Random random = new Random(seed);
        return left -> 1 + random.nextInt(7);
    }
}
