package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.wit.FunctionType;

/** Results that wait for each other while more calls are to be answered. */
class ShortAnswersTest extends CallFixture {
    private static final FunctionType NEXT = type("u32", "u32");
    private static final int BURST = 40;

    private final AtomicBoolean moreToCome = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor ticks = new ScheduledThreadPoolExecutor(1);
    private final WrpcServing bursts = WrpcServing.of(bus, executor, ticks, options, moreToCome::get);
    private final Queue<LatticeMessage> sent = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() {
        bus.tap(sent::add);
    }

    @AfterEach
    void close() {
        bursts.close();
        ticks.shutdownNow();
    }

    private record Running(int argument, CompletableFuture<Object> result) {}

    private Queue<Running> serveByHand(String name, FunctionType type) {
        Queue<Running> running = new ConcurrentLinkedQueue<>();
        bursts.serve(PREFIX, PREFIX, INSTANCE, name, type, (call, args) -> {
            Running each = new Running((int) args[0], new CompletableFuture<>());
            running.add(each);
            return each.result;
        });
        return running;
    }

    private long messagesTo(String lastToken) {
        return sent.stream()
                .filter(message -> message.subject().endsWith("." + lastToken))
                .count();
    }

    @Test
    void resultsOfABurstTravelTogether() {
        Queue<Running> running = serveByHand("next", NEXT);
        AtomicInteger rounds = new AtomicInteger();

        // Those of one round may be further apart than they wait for each other, but hardly those of all.
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < BURST; i++) {
                calls.add(call("next", NEXT, i));
            }
            await().until(() -> running.size() == BURST);
            moreToCome.set(true);
            for (int i = 1; i < BURST; i++) {
                answerOne(running);
            }
            moreToCome.set(false);
            answerOne(running);
            for (int i = 0; i < BURST; i++) {
                assertThat(calls.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i + 1);
            }
            rounds.incrementAndGet();
            return messagesTo("many") > 0;
        });

        assertThat(messagesTo("many") + messagesTo("results")).isLessThan((long) BURST * rounds.get());
    }

    private static void answerOne(Queue<Running> running) {
        Running next = running.remove();
        next.result.complete(next.argument + 1);
    }

    @Test
    void callsWithoutResultAndLongResultsAreAnsweredInABurst() throws Exception {
        FunctionType nothing = type("", "u32");
        FunctionType text = type("list<u8>", "u32");
        moreToCome.set(true);
        bursts.serve(
                PREFIX, PREFIX, INSTANCE, "nothing", nothing, (call, args) -> CompletableFuture.completedFuture(null));
        bursts.serve(
                PREFIX,
                PREFIX,
                INSTANCE,
                "bytes",
                text,
                (call, args) -> CompletableFuture.completedFuture(new byte[(int) args[0]]));
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(call("nothing", nothing, i));
            calls.add(call("bytes", text, i));
        }

        for (int i = 0; i < 300; i++) {
            assertThat(calls.get(2 * i).get(10, TimeUnit.SECONDS)).isNull();
            assertThat((byte[]) calls.get(2 * i + 1).get(10, TimeUnit.SECONDS)).hasSize(i);
        }
    }

    @Test
    void aResultThatWaitsInVainIsSentInAMoment() throws Exception {
        moreToCome.set(true);
        bursts.serve(
                PREFIX,
                PREFIX,
                INSTANCE,
                "next",
                NEXT,
                (call, args) -> CompletableFuture.completedFuture((int) args[0] + 1));

        for (int i = 0; i < 20; i++) {
            assertThat(call("next", NEXT, i).get(10, TimeUnit.SECONDS)).isEqualTo(i + 1);
        }
    }

    @Test
    void whatWaitsIsSentBeforeTheEnd() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ticks.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Queue<Running> running = serveByHand("next", NEXT);
        CompletableFuture<Object> call = call("next", NEXT, 7);
        await().until(() -> !running.isEmpty());
        moreToCome.set(true);
        answerOne(running);
        await().until(() -> bursts.openCalls() == 0);

        bursts.close();

        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(8);
        never.countDown();
    }

    @Test
    void peersOfAnotherKindAreAnsweredAtOnceAndAlone() throws Exception {
        moreToCome.set(true);
        bursts.serve(
                PREFIX,
                PREFIX,
                INSTANCE,
                "next",
                NEXT,
                (call, args) -> CompletableFuture.completedFuture((int) args[0] + 1));
        List<byte[]> results = new ArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        bus.subscribe(BAD + ".results", null, message -> {
            results.add(message.payload());
            if (message.payload().length == 0) {
                end.complete(null);
            }
        });

        String accepted = begin("next", (byte) 4);
        end.get(10, TimeUnit.SECONDS);

        assertThat(accepted).isNotEmpty();
        assertThat(results).containsExactly(new byte[] {5}, new byte[0]);
    }

    @Test
    void brokenMessagesWithSeveralResultsDoNoHarm() throws Exception {
        Queue<Running> running = serveByHand("next", NEXT);
        CompletableFuture<Object> call = call("next", NEXT, 1);
        await().until(() -> !running.isEmpty());
        String inbox = sent.element().replyTo().orElseThrow().replaceFirst("\\.[^.]*$", "");
        byte[] whole = {3, 'l', 'h', '1', 2, 1, 1, 0, 5, 1, 2, 3, 4, 5, (byte) 255};

        for (int length = 0; length <= whole.length; length++) {
            bus.publish(LatticeMessage.of(inbox + ".many", Arrays.copyOf(whole, length)));
        }
        answerOne(running);

        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(2);
    }
}
