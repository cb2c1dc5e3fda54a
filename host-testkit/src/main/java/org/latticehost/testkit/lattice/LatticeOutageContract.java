package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.testkit.lattice.KeyValueContract.bytes;
import static org.latticehost.testkit.lattice.LatticeFixture.assertFails;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;

/**
 * Tests what a transport promises while its connection or a bucket is lost. The transports that {@link #open} gives must
 * have a request timeout of at most a second.
 */
public abstract class LatticeOutageContract extends ContractTransports {

    protected LatticeOutageContract() {}

    /** Breaks the connection of a transport, started or not, until {@link #restore}; leaves the others. */
    protected abstract void cut(LatticeTransport transport) throws Exception;

    /** Makes connections of that transport possible again. */
    protected abstract void restore(LatticeTransport transport) throws Exception;

    /** Deletes a bucket behind the back of all transports. */
    protected abstract void deleteBucket(String name) throws Exception;

    /** Removes everything from a bucket, without markers, behind the back of all transports. */
    protected abstract void emptyBucket(String name) throws Exception;

    private record Connected(LatticeTransport transport, ConnectionLog log) {}

    private Connected connect() {
        LatticeTransport transport = opened();
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        return new Connected(transport, log);
    }

    private void cut(Connected connected) throws Exception {
        cut(connected.transport());
        assertThat(connected.log().next()).isEqualTo("disconnected");
        assertThat(connected.transport().connected()).isFalse();
    }

    private void restore(Connected connected) throws Exception {
        restore(connected.transport());
        assertThat(connected.log().next()).isEqualTo("connected");
        assertThat(connected.transport().connected()).isTrue();
    }

    @Test
    void startsWithoutAConnectionAndConnectsLater() throws Throwable {
        MessageBus peer = bus();
        Received<LatticeMessage> received = new Received<>();
        peer.subscribe("early.*", null, received);
        peer.flush(SOON);
        LatticeTransport transport = opened();
        cut(transport);
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(transport.connected()).isFalse();
        RequestContract.echo(peer, "echo", "");
        transport.control().publish(LatticeMessage.of("early.1", "1"));
        transport.control().subscribe("late", null, received);
        CompletionStage<LatticeMessage> answer = transport.control().request(LatticeMessage.of("echo", "early"), SOON);
        assertThat(log.soFar()).isEmpty();

        restore(transport);

        assertThat(log.next()).isEqualTo("connected");
        assertThat(received.next().text()).isEqualTo("1");
        assertThat(RequestContract.answer(answer).text()).isEqualTo("early");
        peer.publish(LatticeMessage.of("late", "2"));
        assertThat(received.next().text()).isEqualTo("2");
    }

    @Test
    void sendsWhatWasKeptInOrderAndKeepsSubscriptions() throws Throwable {
        MessageBus peer = bus();
        Received<LatticeMessage> atPeer = new Received<>();
        peer.subscribe("to.peer", null, atPeer);
        peer.flush(SOON);
        Connected connected = connect();
        MessageBus bus = connected.transport().control();
        Received<LatticeMessage> here = new Received<>();
        bus.subscribe("to.me", null, here);
        RequestContract.echo(bus, "echo", "!");

        cut(connected);
        for (int i = 0; i < 100; i++) {
            bus.publish(LatticeMessage.of("to.peer", Integer.toString(i)));
        }
        peer.publish(LatticeMessage.of("to.me", "missed"));
        peer.flush(SOON);
        restore(connected);

        for (int i = 0; i < 100; i++) {
            assertThat(atPeer.next().text()).isEqualTo(Integer.toString(i));
        }
        bus.publish(LatticeMessage.of("to.peer", "after"));
        assertThat(atPeer.next().text()).isEqualTo("after");
        peer.publish(LatticeMessage.of("to.me", "heard"));
        assertThat(here.next().text()).isEqualTo("heard");
        assertThat(RequestContract.answer(peer.request(LatticeMessage.of("echo", "x"), SOON))
                        .text())
                .isEqualTo("x!");
    }

    @Test
    void aFullBufferFailsPublishing() throws Exception {
        Connected connected = connect();
        cut(connected);
        MessageBus bus = connected.transport().control();
        byte[] large = new byte[1 << 20];
        assertFails(ErrorCode.OVERLOADED, () -> {
            for (int i = 0; i < 1000; i++) {
                bus.publish(LatticeMessage.of("full", large));
            }
        });
    }

    @Test
    void requestsTimeOutWithoutAConnection() throws Exception {
        Connected connected = connect();
        cut(connected);
        CompletionStage<LatticeMessage> stage =
                connected.transport().rpc().request(LatticeMessage.empty("r"), Duration.ofMillis(100));
        assertFails(ErrorCode.TIMEOUT, () -> RequestContract.answer(stage));
        assertFails(ErrorCode.TIMEOUT, () -> connected.transport().control().flush(Duration.ofMillis(100)));
    }

    @Test
    void bucketsFailWithATypedErrorAndWorkAgain() throws Exception {
        Connected connected = connect();
        KeyValueBucket bucket = connected.transport().bucket("o-errors");
        bucket.put("a", bytes("1"));
        cut(connected);
        assertThat(failure(() -> bucket.get("a"))).isInstanceOf(TransportException.class);
        assertThat(failure(() -> bucket.put("a", bytes("2")))).isInstanceOf(TransportException.class);
        assertThat(failure(bucket::keys)).isInstanceOf(TransportException.class);
        assertThat(failure(() -> connected.transport().bucket("o-errors"))).isInstanceOf(TransportException.class);
        restore(connected);
        assertThat(bucket.get("a")).isPresent();
        bucket.put("a", bytes("3"));
        assertThat(bucket.get("a").orElseThrow().value()).isEqualTo(bytes("3"));
    }

    private static Throwable failure(Runnable attempt) {
        try {
            attempt.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("did not fail");
    }

    @Test
    void aWatchTellsTheDifferenceAfterAnInterruption() throws Exception {
        Connected connected = connect();
        KeyValueBucket bucket = connected.transport().bucket("o-watch");
        KeyValueBucket other = started().bucket("o-watch");
        for (String key : new String[] {"same", "changed", "deleted", "purged"}) {
            bucket.put(key, bytes("1"));
        }
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        log.until("caughtUp");

        cut(connected);
        assertThat(log.next()).isEqualTo("interrupted");
        other.put("changed", bytes("2"));
        other.delete("deleted");
        other.purge("purged");
        other.put("new", bytes("1"));
        restore(connected);

        assertThat(log.until("caughtUp"))
                .containsExactlyInAnyOrder("PUT changed=2", "DELETE deleted", "PURGE purged", "PUT new=1");
        other.put("same", bytes("2"));
        assertThat(log.next()).isEqualTo("PUT same=2");
    }

    @Test
    void aWatchBeginsWhenThereIsAConnection() throws Exception {
        started().bucket("o-begin").put("a", bytes("1"));
        Connected connected = connect();
        KeyValueBucket bucket = connected.transport().bucket("o-begin");
        cut(connected);
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        restore(connected);
        assertThat(log.next(2)).containsExactly("PUT a=1", "caughtUp");
    }

    @Test
    void aDeletedBucketFailsInterruptsWatchesAndCanBeMadeAnew() throws Exception {
        LatticeTransport transport = started();
        KeyValueBucket bucket = transport.bucket("o-deleted");
        bucket.put("lost", bytes("1"));
        bucket.put("rewritten", bytes("1"));
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        log.until("caughtUp");

        deleteBucket("o-deleted");

        assertFails(ErrorCode.NOT_FOUND, () -> bucket.get("lost"));
        assertFails(ErrorCode.NOT_FOUND, () -> bucket.put("lost", bytes("2")));
        assertFails(ErrorCode.NOT_FOUND, bucket::keys);
        assertThat(log.next()).isEqualTo("interrupted");

        KeyValueBucket anew = started().bucket("o-deleted");
        assertThat(anew.keys()).isEmpty();
        assertThat(log.until("caughtUp")).containsExactlyInAnyOrder("LOST lost", "LOST rewritten");
        assertThat(bucket.get("lost")).isEmpty();
        anew.put("rewritten", bytes("2"));
        assertThat(log.next()).isEqualTo("PUT rewritten=2");
        bucket.put("other", bytes("1"));
        assertThat(log.next()).isEqualTo("PUT other=1");
    }

    @Test
    void anEmptiedBucketIsNoticed() throws Exception {
        KeyValueBucket bucket = connect().transport().bucket("o-emptied");
        bucket.put("a", bytes("1"));
        bucket.put("b", bytes("1"));
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        log.until("caughtUp");

        emptyBucket("o-emptied");

        assertThat(log.next()).isEqualTo("interrupted");
        assertThat(log.until("caughtUp")).containsExactlyInAnyOrder("LOST a", "LOST b");
        bucket.put("a", bytes("2"));
        assertThat(log.next()).isEqualTo("PUT a=2");
    }

    @Test
    void aBucketReplacedWhileDisconnectedComesAsTheDifference() throws Exception {
        Connected connected = connect();
        KeyValueBucket bucket = connected.transport().bucket("o-replaced");
        bucket.put("a", bytes("old"));
        bucket.put("b", bytes("old"));
        WatchLog log = new WatchLog();
        bucket.watch(">", log);
        log.until("caughtUp");

        cut(connected);
        assertThat(log.next()).isEqualTo("interrupted");
        deleteBucket("o-replaced");
        started().bucket("o-replaced").put("a", bytes("new")); // the revision that the old one had
        restore(connected);

        assertThat(log.until("caughtUp")).containsExactlyInAnyOrder("PUT a=new", "LOST b");
    }

    @Test
    void closesWithoutAConnection() throws Exception {
        Connected connected = connect();
        connected.transport().bucket("o-close").watch(">", new WatchLog());
        cut(connected);
        CompletionStage<LatticeMessage> stage =
                connected.transport().rpc().request(LatticeMessage.empty("r"), Duration.ofMinutes(5));
        connected.transport().close();
        assertFails(ErrorCode.HOST_STOPPED, () -> RequestContract.answer(stage));
    }
}
