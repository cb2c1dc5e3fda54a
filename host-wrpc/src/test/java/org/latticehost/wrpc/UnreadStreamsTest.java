package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.BytePipe;

/** Peers that send faster than their stream is read, as those of other kinds do. */
class UnreadStreamsTest extends CallFixture {

    @Override
    WrpcOptions options() {
        return WrpcOptions.builder()
                .maxUnreadBytes(2 << 20)
                .maxUnreadOnDisk(8 << 20)
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
}
