package org.latticehost.providers.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.WitResult;

class TransfersTest {
    private static final int LARGE = 200_000;

    private final Transfers transfers = new Transfers();

    @AfterEach
    void stop() {
        transfers.stop(Duration.ofSeconds(5));
    }

    private static WitResult told(CompletableFuture<WitResult> verdict) throws Exception {
        return verdict.get(10, TimeUnit.SECONDS);
    }

    /** Has fewer bytes than were promised, and knows whether it was closed. */
    private static final class Source extends ByteArrayInputStream {
        private final AtomicBoolean closed = new AtomicBoolean();

        Source(int bytes) {
            super(new byte[bytes]);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, LARGE})
    void sendsAllBytes(int count) throws Exception {
        Source source = new Source(count + 10);
        BytePipe pipe = new BytePipe(LARGE);
        CompletableFuture<WitResult> verdict = transfers.read(source, count, pipe);

        assertThat(told(verdict).isOk()).isTrue();
        assertThat(pipe.written()).isEqualTo(count);
        assertThat(source.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99})
    void aSmallObjectThatBecameShorterIsNotSent(int left) {
        Source source = new Source(left);
        BytePipe pipe = new BytePipe();

        assertThatThrownBy(() -> transfers.read(source, 100, pipe))
                .isInstanceOf(BlobException.class)
                .hasMessageContaining("shorter");
        assertThat(pipe.written()).isZero();
        assertThat(source.closed).isTrue();
    }

    @Test
    void aLargeObjectThatBecameShorterBreaksOff() throws Exception {
        Source source = new Source(LARGE - 1);
        BytePipe pipe = new BytePipe(LARGE);

        assertThat(String.valueOf(told(transfers.read(source, LARGE, pipe)).payload()))
                .contains("shorter");
        assertThat(pipe.failure()).isPresent();
        assertThat(source.closed).isTrue();
    }

    @Test
    void anErrorWhileReadingIsToldToBothEnds() throws Exception {
        BytePipe pipe = new BytePipe(LARGE);
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw new StackOverflowError("deep");
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                throw new StackOverflowError("deep");
            }
        };

        assertThat(String.valueOf(told(transfers.read(failing, LARGE, pipe)).payload()))
                .isEqualTo("the store failed: StackOverflowError");
        assertThat(pipe.failure()).containsInstanceOf(StackOverflowError.class);
    }

    @Test
    void anErrorWhileWritingIsToldAndNothingMoreIsTaken() throws Exception {
        BytePipe pipe = new BytePipe();
        AtomicBoolean aborted = new AtomicBoolean();
        BlobStore.Writer failing = new BlobStore.Writer() {
            @Override
            public void write(byte[] bytes) {
                throw new OutOfMemoryError("full");
            }

            @Override
            public void commit() throws IOException {
                throw new IOException("nothing to commit");
            }

            @Override
            public void abort() {
                aborted.set(true);
            }
        };
        pipe.offer(new byte[10]);

        assertThat(String.valueOf(told(transfers.write(pipe, failing)).payload()))
                .isEqualTo("the store failed: OutOfMemoryError");
        assertThat(pipe.cancelled()).isTrue();
        assertThat(aborted).isTrue();
    }
}
