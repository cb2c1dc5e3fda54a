package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.LatticeMessage;

/** Peers that send faster than their stream is read, as those of other kinds do. */
class UnreadStreamsTest extends CallFixture {

    @Override
    WrpcOptions options() {
        return WrpcOptions.builder()
                .maxUnreadBytes(2 << 20)
                .maxUnreadOnDisk(8 << 20)
                .streamCapacity(1 << 10)
                .paramsTimeout(Duration.ofMinutes(1))
                .idleTimeout(Duration.ofMinutes(1))
                .build();
    }

    @Test
    void whatAFastPeerSendsWaitsOnDiskForASlowReader() throws Exception {
        calleeThatFloods(128);
        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);
        await().until(() -> client.unreadOnDisk() >= 5 << 20);

        long read = 0;
        for (byte[] piece = pipe.read(1 << 16); piece != null; piece = pipe.read(1 << 16)) {
            assertThat(piece[0]).isEqualTo((byte) (read >> 16));
            assertThat(piece[piece.length - 1]).isEqualTo((byte) ((read + piece.length - 1) >> 16));
            read += piece.length;
        }
        assertThat(read).isEqualTo(128L << 16);
        assertThat(client.unreadOnDisk()).isZero();
    }

    @Test
    void whatWaitsOnDiskIsForgottenWhenTheReaderGoesAway() throws Exception {
        calleeThatFloods(128);
        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);
        await().until(() -> client.unreadOnDisk() >= 5 << 20);

        pipe.cancel();

        await().until(() -> client.unreadOnDisk() == 0);
    }

    /** Each file is one of the few that a process may open. */
    @Test
    void aPeerThatOpensVeryManyStreamsGetsOnlySomeOfThemPutIntoFiles() throws Exception {
        int many = 300;
        CompletableFuture<List<?>> received = new CompletableFuture<>();
        serve("sinks", type("u32", "list<stream<u8>>"), (call, args) -> {
            received.complete((List<?>) args[0]);
            return new CompletableFuture<>().completeOnTimeout(0, 3, TimeUnit.SECONDS);
        });
        byte[] pending = new byte[2 + many];
        pending[0] = (byte) 0xac; // 300
        pending[1] = 2;
        String rs = begin("sinks", pending);
        List<?> pipes = received.get(10, TimeUnit.SECONDS);

        for (int i = 0; i < 33; i++) {
            bus.publish(LatticeMessage.of(rs + ".params.0.0", chunk(64 << 10)));
        }
        for (int stream = 1; stream < many; stream++) {
            for (int i = 0; i < 3; i++) {
                bus.publish(LatticeMessage.of(rs + ".params.0." + stream, chunk(1 << 10)));
            }
        }

        await().until(() -> failed(pipes) > 0 && ((BytePipe) pipes.get(many - 1)).state() == BytePipe.State.FAILED);
        assertThat(failed(pipes)).isLessThan(60);
        pipes.forEach(pipe -> ((BytePipe) pipe).cancel());
    }

    private static long failed(List<?> pipes) {
        return pipes.stream()
                .filter(pipe -> ((BytePipe) pipe).state() == BytePipe.State.FAILED)
                .count();
    }

    @Test
    void whatStillComesForAStreamThatNobodyWantsDoesNotHarmAnother() throws Exception {
        CompletableFuture<List<?>> received = new CompletableFuture<>();
        serve("two", type("u32", "stream<u8>", "stream<u8>"), (call, args) -> {
            received.complete(List.of(args));
            return new CompletableFuture<>().completeOnTimeout(0, 3, TimeUnit.SECONDS);
        });
        String rs = begin("two", (byte) 0, (byte) 0);
        ((BytePipe) received.get(10, TimeUnit.SECONDS).get(0)).cancel();
        for (int i = 0; i < 64; i++) {
            bus.publish(LatticeMessage.of(rs + ".params.0", chunk(64 << 10)));
        }
        send(rs + ".params.1", 2, 'h', 'i');
        send(rs + ".params.1", 0);

        BytePipe other = (BytePipe) received.get().get(1);
        assertThat(other.read(10)).containsExactly('h', 'i');
        assertThat(other.read(10)).isNull();
    }

    @Test
    void aFloodOfEmptyMessagesForWhatIsNotAnnouncedEndsTheCall() throws Exception {
        serve("two", type("u32", "stream<u8>", "stream<u8>"), (call, args) -> {
            throw new AssertionError("the second argument never came");
        });
        CompletableFuture<LatticeMessage> answer = new CompletableFuture<>();
        bus.subscribe(BAD + ".results", null, answer::complete);
        String rs = begin("two", (byte) 0);

        for (int i = 0; i < 100_000; i++) {
            send(rs + ".params.1");
        }

        assertThat(answer.get(10, TimeUnit.SECONDS).payload()).isEmpty();
    }
}
