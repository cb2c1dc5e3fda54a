package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeSubscription;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;

/** What start and close promise. */
public interface LifecycleContract extends LatticeFixture {

    @Test
    default void tellsTheListenerWhenItIsConnected() {
        LatticeTransport transport = opened();
        assertThat(transport.connected()).isFalse();
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        assertThat(transport.connected()).isTrue();
        transport.close();
        assertThat(transport.connected()).isFalse();
        assertThat(log.soFar()).isEmpty();
    }

    @Test
    default void startsOnce() {
        LatticeTransport transport = started();
        assertThatIllegalStateException().isThrownBy(() -> transport.start(new ConnectionLog()));
    }

    @Test
    default void refusesEverythingBeforeTheStart() {
        LatticeTransport transport = opened();
        LatticeMessage message = LatticeMessage.empty("a");
        assertThatIllegalStateException().isThrownBy(() -> transport.control().publish(message));
        assertThatIllegalStateException().isThrownBy(() -> transport.rpc().request(message, SOON));
        assertThatIllegalStateException().isThrownBy(() -> transport.rpc().subscribe("a", null, m -> {}));
        assertThatIllegalStateException().isThrownBy(() -> transport.control().flush(SOON));
        assertThatIllegalStateException().isThrownBy(() -> transport.bucket("b"));
    }

    @Test
    default void bothBusesReachTheLattice() {
        LatticeTransport transport = started();
        LatticeTransport other = started();
        Received<LatticeMessage> received = new Received<>();
        other.control().subscribe("both.*", null, received);
        other.control().flush(SOON);
        transport.control().publish(LatticeMessage.empty("both.control"));
        assertThat(received.next().subject()).isEqualTo("both.control");
        transport.rpc().publish(LatticeMessage.empty("both.rpc"));
        assertThat(received.next().subject()).isEqualTo("both.rpc");
        assertThat(transport.controlUrl()).isNotEmpty();
        assertThat(transport.rpcUrl()).isNotEmpty();
    }

    @Test
    default void sendsWhatIsWaitingBeforeItCloses() {
        MessageBus receiver = bus();
        Received<LatticeMessage> received = new Received<>();
        receiver.subscribe("last.words", null, received);
        receiver.flush(SOON);
        LatticeTransport transport = started();
        for (int i = 0; i < 100; i++) {
            transport.control().publish(LatticeMessage.of("last.words", Integer.toString(i)));
        }
        transport.close();
        assertThat(received.next(100).get(99).text()).isEqualTo("99");
    }

    @Test
    default void failsEverythingAfterClose() {
        LatticeTransport transport = started();
        KeyValueBucket bucket = transport.bucket("closed");
        LatticeSubscription subscription = transport.control().subscribe("a", null, m -> {});
        LatticeSubscription watch = bucket.watch(">", new WatchLog());
        transport.close();
        transport.close();
        LatticeMessage message = LatticeMessage.empty("a");
        assertThat(subscription.active()).isFalse();
        assertThat(watch.active()).isFalse();
        assertFails(ErrorCode.HOST_STOPPED, () -> transport.control().publish(message));
        assertFails(
                ErrorCode.HOST_STOPPED,
                () -> RequestContract.answer(transport.rpc().request(message, SOON)));
        assertFails(ErrorCode.HOST_STOPPED, () -> transport.rpc().subscribe("a", null, m -> {}));
        assertFails(ErrorCode.HOST_STOPPED, () -> transport.rpc().flush(SOON));
        assertFails(ErrorCode.HOST_STOPPED, () -> transport.bucket("closed"));
        assertFails(ErrorCode.HOST_STOPPED, () -> bucket.get("a"));
        assertFails(ErrorCode.HOST_STOPPED, () -> bucket.put("a", new byte[0]));
        assertFails(ErrorCode.HOST_STOPPED, () -> bucket.watch(">", new WatchLog()));
    }

    @Test
    default void closeFailsRequestsUnderWay() {
        LatticeTransport transport = started();
        transport.rpc().subscribe("silent", null, message -> {});
        CompletionStage<LatticeMessage> stage =
                transport.rpc().request(LatticeMessage.empty("silent"), Duration.ofMinutes(5));
        transport.close();
        assertFails(ErrorCode.HOST_STOPPED, () -> RequestContract.answer(stage));
    }

    @Test
    default void closeLeavesOtherTransportsAlone() throws Throwable {
        LatticeTransport stays = started();
        KeyValueBucket bucket = stays.bucket("stays");
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        assertThat(log.next()).isEqualTo("caughtUp");
        RequestContract.echo(stays.control(), "stays", "!");

        LatticeTransport goes = started();
        goes.bucket("stays").watch(">", new WatchLog());
        goes.control().subscribe("stays", null, message -> {});
        goes.close();

        LatticeMessage request = LatticeMessage.of("stays", "still here");
        assertThat(RequestContract.answer(stays.control().request(request, SOON))
                        .text())
                .isEqualTo("still here!");
        bucket.put("a", new byte[0]);
        assertThat(log.next()).isEqualTo("PUT a=");
    }

    @Test
    default void closeLeavesNoThread() throws Throwable {
        Set<Thread> before = latticeThreads();
        LatticeTransport transport = started();
        RequestContract.echo(transport.control(), "e", "");
        RequestContract.answer(transport.control().request(LatticeMessage.empty("e"), SOON));
        WatchLog log = new WatchLog();
        transport.bucket("threads").watch(">", log);
        log.next();
        transport.close();
        Set<Thread> left = latticeThreads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(SOON.toMillis());
        }
        assertThat(left).noneMatch(Thread::isAlive);
    }

    private static Set<Thread> latticeThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("ForkJoinPool")
                        && !thread.getName().equals("process reaper"))
                .collect(Collectors.toSet());
    }

    @Test
    default void refusesMalformedBucketNames() {
        LatticeTransport transport = started();
        for (String bad : new String[] {"", "a.b", "a b", "a*", "ä"}) {
            assertThatIllegalArgumentException().as("bucket '%s'", bad).isThrownBy(() -> transport.bucket(bad));
        }
    }
}
