package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.MessageBus;

/** What requests promise. */
public interface RequestContract extends LatticeFixture {

    /** Waits for the answer; throws what the request failed with. */
    static LatticeMessage answer(CompletionStage<LatticeMessage> stage) throws Throwable {
        try {
            return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("neither answer nor failure", e);
        }
    }

    /** Answers requests on the subject with their payload, followed by the suffix. */
    static void echo(MessageBus bus, String subject, String suffix) {
        bus.subscribe(
                subject,
                null,
                message -> message.replyTo()
                        .ifPresent(to -> bus.publish(
                                LatticeMessage.of(to, message.text() + suffix).withHeaders(message.headers()))));
        bus.flush(SOON);
    }

    @Test
    default void aRequestIsAnsweredWithPayloadAndHeaders() throws Throwable {
        echo(bus(), "echo.*", "!");
        LatticeMessage request = LatticeMessage.of("echo.1", "hello").withHeaders(Map.of("A", "b c"));
        LatticeMessage answer = answer(bus().request(request, SOON));
        assertThat(answer.text()).isEqualTo("hello!");
        assertThat(answer.headers()).containsEntry("A", "b c");
    }

    @Test
    default void aRequestThatFindsASubscriptionIsAnsweredHoweverFreshItIs() throws Throwable {
        MessageBus responder = bus();
        MessageBus bus = bus();
        for (int i = 0; i < 200; i++) {
            String subject = "fresh." + i;
            Thread subscribing = new Thread(() -> responder.subscribe(
                    subject,
                    null,
                    message -> responder.publish(
                            LatticeMessage.of(message.replyTo().orElseThrow(), "here"))));
            subscribing.start();
            String text = "";
            while (text.isEmpty()) {
                try {
                    text = answer(bus.request(LatticeMessage.empty(subject), SOON))
                            .text();
                } catch (TransportException e) {
                    assertThat(e.code()).as("answer on " + subject).isEqualTo(ErrorCode.NO_RESPONDERS);
                }
            }
            assertThat(text).isEqualTo("here");
            subscribing.join();
        }
    }

    @Test
    default void theFirstAnswerCounts() throws Throwable {
        MessageBus responder = bus();
        responder.subscribe("twice", null, message -> {
            String inbox = message.replyTo().orElseThrow();
            responder.publish(LatticeMessage.of(inbox, "first"));
            responder.publish(LatticeMessage.of(inbox, "second"));
        });
        responder.flush(SOON);
        MessageBus bus = bus();
        for (int i = 0; i < 20; i++) {
            assertThat(answer(bus.request(LatticeMessage.empty("twice"), SOON)).text())
                    .isEqualTo("first");
        }
    }

    @Test
    default void manyRequestsAtOnceGetTheirOwnAnswers() throws Throwable {
        MessageBus bus = bus();
        echo(bus(), "many", "");
        List<CompletionStage<LatticeMessage>> stages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            stages.add(bus.request(LatticeMessage.of("many", Integer.toString(i)), SOON));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(answer(stages.get(i)).text()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    default void aRequestThatNobodyServesFailsAtOnce() {
        MessageBus bus = bus();
        long start = System.nanoTime();
        CompletionStage<LatticeMessage> stage =
                bus.request(LatticeMessage.empty("nobody.serves"), Duration.ofMinutes(5));
        assertFails(ErrorCode.NO_RESPONDERS, () -> answer(stage));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }

    @Test
    default void aRequestWithoutAnswerTimesOut() {
        MessageBus bus = bus();
        bus.subscribe("silent", null, message -> {});
        long start = System.nanoTime();
        CompletionStage<LatticeMessage> stage = bus.request(LatticeMessage.empty("silent"), Duration.ofMillis(200));
        assertFails(ErrorCode.TIMEOUT, () -> answer(stage));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(200), SOON);
    }

    @Test
    default void aLateAnswerIsIgnored() throws Throwable {
        MessageBus responder = bus();
        Received<LatticeMessage> held = new Received<>();
        responder.subscribe("late", null, held);
        responder.flush(SOON);
        MessageBus bus = bus();
        CompletionStage<LatticeMessage> stage = bus.request(LatticeMessage.empty("late"), Duration.ofMillis(100));
        assertFails(ErrorCode.TIMEOUT, () -> answer(stage));
        responder.publish(LatticeMessage.of(held.next().replyTo().orElseThrow(), "too late"));
        responder.flush(SOON);
        echo(responder, "echo", "");
        assertThat(answer(bus.request(LatticeMessage.of("echo", "next"), SOON)).text())
                .isEqualTo("next");
    }

    @Test
    default void oneMemberOfAQueueGroupAnswers() throws Throwable {
        for (int i = 0; i < 3; i++) {
            MessageBus member = bus();
            String name = "member " + i;
            member.subscribe(
                    "grouped",
                    "group",
                    message ->
                            member.publish(LatticeMessage.of(message.replyTo().orElseThrow(), name)));
            member.flush(SOON);
        }
        assertThat(answer(bus().request(LatticeMessage.empty("grouped"), SOON)).text())
                .startsWith("member");
    }

    @Test
    default void aStageCompletesOnAThreadOfTheTransport() throws Throwable {
        MessageBus bus = bus();
        echo(bus, "thread", "");
        Received<String> thread = new Received<>();
        Received<LatticeMessage> held = new Received<>();
        bus.subscribe("held", null, held);
        bus.request(LatticeMessage.empty("held"), SOON)
                .whenComplete((answer, failure) ->
                        thread.accept(Thread.currentThread().getName()));
        bus.publish(LatticeMessage.empty(held.next().replyTo().orElseThrow()));
        assertThat(thread.next()).startsWith("lattice-");
    }

    @Test
    default void refusesARequestLargerThanTheLimit() {
        MessageBus bus = bus();
        int tooLarge = Math.toIntExact(bus.maxPayload()) + 1;
        assertFails(
                ErrorCode.INVALID_REQUEST, () -> answer(bus.request(LatticeMessage.of("r", new byte[tooLarge]), SOON)));
    }
}
