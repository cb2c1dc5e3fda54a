package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.SubscriptionOptions;

/** What publish and subscribe promise. */
public interface MessagingContract extends LatticeFixture {

    @Test
    default void deliversPayloadHeadersAndReplySubjectToAnotherTransport() {
        MessageBus receiver = bus();
        Received<LatticeMessage> received = new Received<>();
        receiver.subscribe("a.b", null, received);
        receiver.subscribe("answers", null, new Received<>());
        receiver.flush(SOON);
        byte[] payload = {0, -1, 127, -128};

        bus().publish(LatticeMessage.of("a.b", payload)
                .withReplyTo("answers")
                .withHeaders(Map.of("traceparent", "00-a-b-01", "X", "")));

        LatticeMessage message = received.next();
        assertThat(message.subject()).isEqualTo("a.b");
        assertThat(message.replyTo()).contains("answers");
        assertThat(message.headers()).containsOnly(Map.entry("traceparent", "00-a-b-01"), Map.entry("X", ""));
        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.noResponders()).isFalse();
    }

    @Test
    default void aSubscriptionIsActiveForTheSameBusWithoutFlush() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        bus.subscribe("a", null, received);
        bus.publish(LatticeMessage.of("a", "now"));
        assertThat(received.next().text()).isEqualTo("now");
        assertThat(received.soFar()).isEmpty();
    }

    @Test
    default void keepsTheOrderOfOnePublisherAndDeliversNothingTwice() {
        MessageBus receiver = bus();
        Received<LatticeMessage> received = new Received<>();
        receiver.subscribe("order.*", null, received);
        receiver.flush(SOON);
        MessageBus sender = bus();
        for (int i = 0; i < 2000; i++) {
            sender.publish(LatticeMessage.of("order." + i % 7, Integer.toString(i)));
        }
        sender.publish(LatticeMessage.of("order.end", "end"));
        for (int i = 0; i < 2000; i++) {
            assertThat(received.next().text()).isEqualTo(Integer.toString(i));
        }
        assertThat(received.next().text()).isEqualTo("end");
    }

    @Test
    default void wildcardsStandForOneTokenOrForTheRest() {
        MessageBus bus = bus();
        Received<LatticeMessage> star = new Received<>();
        Received<LatticeMessage> tail = new Received<>();
        Received<LatticeMessage> literal = new Received<>();
        bus.subscribe("w.*.c", null, star);
        bus.subscribe("w.b.>", null, tail);
        bus.subscribe("w.b.c", null, literal);
        for (String subject : List.of("w.b", "w.b.c", "w.x.c", "w.b.c.d", "w.b.d", "v.b.c")) {
            bus.publish(LatticeMessage.empty(subject));
        }
        bus.flush(SOON);
        assertThat(subjects(star, 2)).containsExactly("w.b.c", "w.x.c");
        assertThat(subjects(tail, 3)).containsExactly("w.b.c", "w.b.c.d", "w.b.d");
        assertThat(subjects(literal, 1)).containsExactly("w.b.c");
    }

    private static List<String> subjects(Received<LatticeMessage> received, int count) {
        List<LatticeMessage> all = received.next(count);
        all.addAll(received.soFar());
        return all.stream().map(LatticeMessage::subject).toList();
    }

    @Test
    default void aQueueGroupSharesMessagesEvenlyEachToOneMember() {
        int count = 600;
        Received<LatticeMessage> all = new Received<>();
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        MessageBus one = bus();
        MessageBus two = bus();
        one.subscribe("q.a", "group", message -> {
            first.incrementAndGet();
            all.accept(message);
        });
        two.subscribe("q.*", "group", message -> {
            second.incrementAndGet();
            all.accept(message);
        });
        one.flush(SOON);
        two.flush(SOON);
        MessageBus sender = bus();
        for (int i = 0; i < count; i++) {
            sender.publish(LatticeMessage.of("q.a", Integer.toString(i)));
        }
        Set<String> texts = new HashSet<>();
        all.next(count).forEach(message -> texts.add(message.text()));
        assertThat(texts).hasSize(count);
        assertThat(all.soFar()).isEmpty();
        assertThat(first.get()).isBetween(count / 5, count * 4 / 5);
        assertThat(second.get()).isEqualTo(count - first.get());
    }

    @Test
    default void everyQueueGroupAndEverySubscriptionWithoutOneGetsTheMessage() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        bus.subscribe("g", "one", received);
        bus.subscribe("g", "one", received);
        bus.subscribe("g", "two", received);
        bus.subscribe("g", null, received);
        bus.subscribe("g", null, received);
        bus.publish(LatticeMessage.empty("g"));
        bus.flush(SOON);
        received.next(4);
        // A message that follows proves that no fifth copy was under way.
        bus.subscribe("g.end", null, received);
        bus.publish(LatticeMessage.empty("g.end"));
        assertThat(received.next().subject()).isEqualTo("g.end");
    }

    @Test
    default void aClosedSubscriptionReceivesNothing() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        LatticeSubscription subscription = bus.subscribe("c", null, received);
        assertThat(subscription.active()).isTrue();
        assertThat(subscription.subject()).isEqualTo("c");
        bus.publish(LatticeMessage.of("c", "before"));
        received.next();

        subscription.close();
        subscription.close();

        assertThat(subscription.active()).isFalse();
        Received<LatticeMessage> other = new Received<>();
        bus.subscribe("c", null, other);
        bus.publish(LatticeMessage.of("c", "after"));
        assertThat(other.next().text()).isEqualTo("after");
        assertThat(received.soFar()).isEmpty();
    }

    @Test
    default void closingASubscriptionInsideItsHandlerEndsIt() {
        MessageBus bus = bus();
        Received<String> received = new Received<>();
        Received<LatticeSubscription> itself = new Received<>();
        LatticeSubscription subscription = bus.subscribe("c", null, message -> {
            itself.next().close();
            received.accept(message.text());
        });
        itself.accept(subscription);
        bus.publish(LatticeMessage.of("c", "1"));
        bus.publish(LatticeMessage.of("c", "2"));
        bus.flush(SOON);
        assertThat(received.next()).isEqualTo("1");
        assertThat(received.soFar()).isEmpty();
    }

    @Test
    default void aHandlerThatThrowsGetsTheNextMessage() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        bus.subscribe("t", null, message -> {
            received.accept(message);
            throw new IllegalStateException("on purpose");
        });
        bus.publish(LatticeMessage.of("t", "1"));
        bus.publish(LatticeMessage.of("t", "2"));
        assertThat(received.next().text()).isEqualTo("1");
        assertThat(received.next().text()).isEqualTo("2");
    }

    @Test
    default void aHandlerIsNeverCalledTwiceAtOnce() {
        MessageBus bus = bus();
        AtomicBoolean busy = new AtomicBoolean();
        Received<Boolean> overlap = new Received<>();
        bus.subscribe("o", null, message -> {
            boolean before = busy.getAndSet(true);
            Thread.onSpinWait();
            busy.set(false);
            overlap.accept(before);
        });
        for (int i = 0; i < 500; i++) {
            bus.publish(LatticeMessage.empty("o"));
        }
        assertThat(overlap.next(500)).containsOnly(false);
    }

    @Test
    default void dropsTheNewestMessagesBeyondTheBoundOfTheSubscription() throws InterruptedException {
        MessageBus bus = bus();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Received<String> received = new Received<>();
        bus.subscribe("d", null, new SubscriptionOptions(10, 1 << 20), message -> {
            entered.countDown();
            await(release);
            received.accept(message.text());
        });
        bus.publish(LatticeMessage.of("d", "0"));
        assertThat(entered.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Received<LatticeMessage> unbounded = new Received<>();
        bus.subscribe("d", null, unbounded);
        for (int i = 1; i <= 100; i++) {
            bus.publish(LatticeMessage.of("d", Integer.toString(i)));
        }
        unbounded.next(100);
        release.countDown();
        assertThat(received.next(11)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        bus.publish(LatticeMessage.of("d", "next"));
        assertThat(received.next()).isEqualTo("next");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void tellsThoseWhoWaitForAnAnswerThatNobodyGotTheMessage() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        String inbox = bus.newInbox();
        bus.subscribe(inbox + ".>", null, received);
        bus.publish(LatticeMessage.of("nobody.listens", "x").withReplyTo(inbox + ".1"));
        LatticeMessage news = received.next();
        assertThat(news.noResponders()).isTrue();
        assertThat(news.subject()).isEqualTo(inbox + ".1");
        assertThat(news.payload()).isEmpty();
    }

    @Test
    default void everyInboxIsNew() {
        MessageBus one = bus();
        MessageBus two = bus();
        Set<String> inboxes = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            inboxes.add(one.newInbox());
            inboxes.add(two.newInbox());
        }
        assertThat(inboxes).hasSize(200).allMatch(inbox -> inbox.startsWith("_INBOX."));
    }

    @Test
    default void refusesMalformedSubjectsGroupsAndHeaders() {
        MessageBus bus = bus();
        for (String bad : List.of("", ".", "a.", ".a", "a..b", "a b", "a\r\nb", "a.*", "a.>")) {
            assertThatIllegalArgumentException()
                    .as("publish to '%s'", bad)
                    .isThrownBy(() -> bus.publish(LatticeMessage.empty(bad)));
            assertThatIllegalArgumentException()
                    .as("reply to '%s'", bad)
                    .isThrownBy(() -> bus.publish(LatticeMessage.empty("a").withReplyTo(bad)));
        }
        for (String bad : List.of("", "a.", "a..b", "a b", "a.>.b")) {
            assertThatIllegalArgumentException()
                    .as("subscribe to '%s'", bad)
                    .isThrownBy(() -> bus.subscribe(bad, null, message -> {}));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> bus.subscribe("a", "two words", message -> {}));
        LatticeMessage message = LatticeMessage.empty("a");
        assertThatIllegalArgumentException().isThrownBy(() -> message.withHeaders(Map.of("a:b", "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> message.withHeaders(Map.of("a", "x\r\nb: y")));
    }

    @Test
    default void refusesAPayloadLargerThanTheLimitAndAcceptsTheLimit() {
        MessageBus bus = bus();
        Received<LatticeMessage> received = new Received<>();
        bus.subscribe("m", null, received);
        int limit = Math.toIntExact(bus.maxPayload());
        assertFails(ErrorCode.INVALID_REQUEST, () -> bus.publish(LatticeMessage.of("m", new byte[limit + 1])));
        bus.publish(LatticeMessage.of("m", new byte[limit]));
        assertThat(received.next().payload()).hasSize(limit);
    }
}
