package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.wrpc.vectors.Materialized;

class CallsTest extends CallFixture {
    private static final FunctionType ADD = type("u32", "u32", "u32");

    @Test
    void aCallIsAnsweredAndTheHandlerSeesTheCallersHeaders() throws Exception {
        List<String> seen = new ArrayList<>();
        serve("add", ADD, (call, args) -> {
            seen.add(call.sourceId() + " over " + call.linkName());
            return CompletableFuture.completedFuture((int) args[0] + (int) args[1]);
        });

        assertThat(call("add", ADD, 1, 300).get(10, TimeUnit.SECONDS)).isEqualTo(301);
        assertThat(client.function(PREFIX, INSTANCE, "add", ADD).call(new Object[] {2, 3}, HEADERS, TIMEOUT))
                .isEqualTo(5);
        assertThat(seen).containsExactly("caller over default", "caller over default");
    }

    @Test
    void aCallBetweenOurKindWithoutStreamsTakesTwoMessages() throws Exception {
        List<String> subjects = java.util.Collections.synchronizedList(new ArrayList<>());
        serve("add", ADD, (call, args) -> CompletableFuture.completedFuture((int) args[0] + (int) args[1]));
        bus.tap(message -> subjects.add(message.subject()));

        assertThat(call("add", ADD, 1, 300).get(10, TimeUnit.SECONDS)).isEqualTo(301);
        org.awaitility.Awaitility.await().until(() -> client.openCalls() + serving.openCalls() == 0);
        assertThat(subjects).hasSize(2).last().asString().endsWith(".results");
    }

    @Test
    void valuesLargerThanAMessageTravelInPieces() throws Exception {
        FunctionType type = type("list<u8>", "list<u8>");
        serve("echo", type, (call, args) -> CompletableFuture.completedFuture(args[0]));
        byte[] large = new byte[900_000];
        large[899_999] = 7;

        assertThat(call("echo", type, (Object) large).get(10, TimeUnit.SECONDS)).isEqualTo(large);
    }

    @Test
    void aThousandCallsAtOnceAreAnsweredEachWithItsOwnResult() throws Exception {
        serve("add", ADD, (call, args) -> CompletableFuture.supplyAsync(() -> (int) args[0] + (int) args[1], executor));
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(call("add", ADD, i, 1));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(calls.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i + 1);
        }
    }

    @Test
    void aHandlerMayBlockWithoutHoldingUpOtherCalls() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        serve("slow", ADD, (call, args) -> {
            release.await();
            return CompletableFuture.completedFuture(1);
        });
        serve("add", ADD, (call, args) -> CompletableFuture.completedFuture(2));

        CompletableFuture<Object> slow = call("slow", ADD, 1, 1);
        assertThat(call("add", ADD, 1, 1).get(10, TimeUnit.SECONDS)).isEqualTo(2);
        release.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void anArgumentOfTheWrongTypeIsNamedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> call("add", ADD, 1, "two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'p1'")
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void aHandlerThatFailsGivesIncompleteResultsAtOnce() {
        serve("add", ADD, (call, args) -> CompletableFuture.failedFuture(new IllegalStateException("no")));

        assertFails(call("add", ADD, 1, 2), ErrorCode.PROTOCOL).hasMessageContaining("incomplete results");
    }

    @Test
    void aHandlerThatReturnsTheWrongTypeGivesIncompleteResults() {
        serve("add", ADD, (call, args) -> CompletableFuture.completedFuture("three"));

        assertFails(call("add", ADD, 1, 2), ErrorCode.PROTOCOL).hasMessageContaining("incomplete results");
    }

    @Test
    void aCalleeThatNeverAnswersEndsWithATimeoutThatSaysHowFarItGot() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        serve("add", ADD, (call, args) -> never);

        assertThatThrownBy(
                        () -> callFor(Duration.ofMillis(1500), "add", ADD, 1, 2).get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(InvocationTimeoutException.class)
                .hasMessageContaining("after 1500 ms (the callee was not heard)");
        never.complete(0);
    }

    @Test
    void aCancelledCallLeavesNothingBehind() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        FunctionType echo = type("u32", "stream<u8>");
        serve("sink", echo, (call, args) -> never);
        BytePipe body = new BytePipe(16);
        CompletableFuture<Object> call = call("sink", echo, body);

        call.cancel(true);

        assertThat(client.openCalls()).isZero();
        org.awaitility.Awaitility.await().until(body::cancelled);
        never.complete(1);
    }

    @Test
    void aClosedClientFailsItsCalls() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        serve("add", ADD, (call, args) -> never);
        CompletableFuture<Object> call = call("add", ADD, 1, 2);
        client.close();

        assertFails(call, ErrorCode.HOST_STOPPED);
        assertFails(call("add", ADD, 1, 2), ErrorCode.HOST_STOPPED);
        never.complete(0);
    }

    @Test
    void streamsAndFuturesOfEveryNestingArrive() throws Exception {
        for (String nested : List.of(
                "stream<future<u8>>",
                "list<future<u32>>",
                "future<future<bool>>",
                "future<stream<u8>>",
                "stream<stream<string>>",
                "future<tuple<stream<u8>, stream<u32>>>",
                "option<tuple<u8, stream<u8>, future<string>>>",
                "stream<list<string>>")) {
            FunctionType type = type(nested, nested);
            try (var served = serve("echo", type, (call, args) -> CompletableFuture.completedFuture(args[0]))) {
                Object sent = sample(nested);
                Object wanted = Materialized.of(sample(nested));
                Object got = Materialized.of(call("echo", type, sent).get(10, TimeUnit.SECONDS));

                assertThat(served.active()).isTrue();
                assertThat(got).as(nested).usingRecursiveComparison().isEqualTo(wanted);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // they are the values
    private static Object sample(String type) {
        return switch (type) {
            case "stream<future<u8>>" ->
                ValueStream.of(List.of(
                        CompletableFuture.completedFuture((byte) 7), CompletableFuture.completedFuture((byte) 9)));
            case "list<future<u32>>" ->
                List.of(CompletableFuture.completedFuture(7), CompletableFuture.completedFuture(300));
            case "future<future<bool>>" -> CompletableFuture.completedFuture(CompletableFuture.completedFuture(true));
            case "future<stream<u8>>" -> CompletableFuture.completedFuture(BytePipe.of(new byte[] {1, 2, 3}));
            case "stream<stream<string>>" ->
                ValueStream.of(List.of(
                        ValueStream.of(List.of("a", "b")), ValueStream.of(List.of()), ValueStream.of(List.of("c"))));
            case "future<tuple<stream<u8>, stream<u32>>>" ->
                CompletableFuture.completedFuture(List.of(BytePipe.of(new byte[] {1}), ValueStream.of(List.of(1, 2))));
            case "option<tuple<u8, stream<u8>, future<string>>>" ->
                java.util.Optional.of(
                        List.of((byte) 1, BytePipe.of(new byte[100]), CompletableFuture.completedFuture("late")));
            case "stream<list<string>>" -> ValueStream.of(List.of(List.of("x"), List.of()));
            default -> throw new IllegalArgumentException(type);
        };
    }

    @Test
    void aLimitOnAWaitThatIsOverDoesNotBreakTheCallOff() throws Exception {
        FunctionType type = type("stream<string>", "stream<string>");
        CompletableFuture<Object> answer = new CompletableFuture<>();
        CompletableFuture<Object> received = new CompletableFuture<>();
        serve("echo", type, (call, args) -> {
            received.complete(args[0]);
            return answer;
        });
        ValueStream sent = new ValueStream();
        CompletableFuture<Object> call = callFor(Duration.ofSeconds(20), "echo", type, sent);
        Object stream = received.get(10, TimeUnit.SECONDS);

        timers.fire(options.paramsTimeout());
        answer.complete(stream);
        ValueStream got = (ValueStream) call.get(10, TimeUnit.SECONDS);
        timers.fire(Duration.ofSeconds(20));
        sent.offer(List.of("a"));
        sent.end();

        assertThat(got.readAll()).containsExactly("a");
    }

    @Test
    void aWriterIsHeldBackByASlowReader() throws Exception {
        FunctionType type = type("u32", "stream<u8>");
        CompletableFuture<BytePipe> received = new CompletableFuture<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        serve("sink", type, (call, args) -> {
            received.complete((BytePipe) args[0]);
            return answer;
        });
        BytePipe body = new BytePipe();
        CompletableFuture<Object> call = call("sink", type, body);
        BytePipe reader = received.get(10, TimeUnit.SECONDS);
        byte[] chunk = new byte[64 << 10];
        while (body.offer(chunk)) {
            Thread.onSpinWait();
        }
        // Window, pipes at both ends, and what is between them.
        assertThat(body.written()).isLessThan(4L << 20);

        long read = 0;
        long wanted = 16L << 20;
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> fill(body, wanted), executor);
        for (byte[] piece = reader.read(1 << 20); piece != null; piece = reader.read(1 << 20)) {
            read += piece.length;
        }
        writer.get(10, TimeUnit.SECONDS);
        assertThat(read).isEqualTo(body.written()).isGreaterThanOrEqualTo(wanted);
        answer.complete(0);
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(0);
    }

    private static void fill(BytePipe body, long upTo) {
        try {
            while (body.written() < upTo) {
                body.write(new byte[64 << 10]);
            }
            body.end();
        } catch (InterruptedException e) {
            body.fail(e);
        }
    }

    @Test
    void aStreamThatIsBrokenOffIsNotTakenForTheWhole() throws Exception {
        FunctionType type = type("stream<u8>");
        BytePipe body = new BytePipe();
        serve("source", type, (call, args) -> CompletableFuture.completedFuture(body));
        body.offer(new byte[] {1, 2, 3});
        BytePipe got = (BytePipe) call("source", type).get(10, TimeUnit.SECONDS);
        assertThat(got.read(10)).containsExactly(1, 2, 3);
        body.fail(new IllegalStateException("disk on fire"));

        assertThatThrownBy(() -> got.read(10)).hasCauseInstanceOf(TransportException.class);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            CompletableFuture<Object> call, ErrorCode code) {
        return assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TransportException.class)
                .matches(e -> ((HostException) e).code() == code, code.name());
    }
}
