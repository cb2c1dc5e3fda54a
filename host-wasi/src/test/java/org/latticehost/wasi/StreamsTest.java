package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.GuestInput;
import org.latticehost.host.spi.GuestOutput;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitVariant;

class StreamsTest {
    private static final String IN = "wasi:io/streams#[method]input-stream.";
    private static final String OUT = "wasi:io/streams#[method]output-stream.";

    private final BytePipe stdin = new BytePipe(1 << 20);
    private final Output output = new Output();
    private final FakeGuest guest =
            new FakeGuest().service(GuestInput.class, () -> stdin).service(GuestOutput.class, output);

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void readGivesNothingWhileThereIsNothingAndNeverBlocks() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        assertThat((byte[]) guest.ok(IN + "read", in, 10L)).isEmpty();
    }

    @Test
    void readGivesAtMostWhatIsAskedForAndThenTheEnd() throws Exception {
        stdin.offer("abcdef".getBytes(UTF_8));
        stdin.end();
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        assertThat((byte[]) guest.ok(IN + "read", in, 4L)).isEqualTo("abcd".getBytes(UTF_8));
        assertThat((byte[]) guest.ok(IN + "read", in, -1L)).isEqualTo("ef".getBytes(UTF_8));
        assertThat(closed(guest.call(IN + "read", in, 4L))).isTrue();
        assertThat(closed(guest.call(IN + "blocking-read", in, 4L))).isTrue();
        assertThat(closed(guest.call(IN + "read", in, 0L))).isTrue();
    }

    @Test
    void aHugeReadIsCutToSixtyFourKibibytes() throws Exception {
        stdin.offer(new byte[200_000]);
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        assertThat((byte[]) guest.ok(IN + "read", in, -1L)).hasSize(65_536);
    }

    @Test
    void skipTellsHowMuchItDropped() throws Exception {
        stdin.offer(new byte[100]);
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        assertThat(guest.ok(IN + "skip", in, 70L)).isEqualTo(70L);
        assertThat(guest.ok(IN + "blocking-skip", in, 70L)).isEqualTo(30L);
    }

    @Test
    void blockingReadWaitsForTheFirstByte() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            started.countDown();
            return unchecked(() -> (byte[]) guest.ok(IN + "blocking-read", in, 10L));
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        stdin.offer(new byte[] {7});
        assertThat(read.get(10, TimeUnit.SECONDS)).containsExactly(7);
    }

    @Test
    void anInterruptEndsABlockedRead() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                guest.call(IN + "blocking-read", in, 10L);
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join(10_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aBrokenSourceFailsOnceAndIsClosedThen() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        stdin.fail(new IllegalStateException("/secret/path"));
        WitResult first = (WitResult) guest.get(IN + "read", in, 1L);
        WitVariant error = (WitVariant) payload(first);
        assertThat(error.name()).isEqualTo("last-operation-failed");
        assertThat((String) guest.get("wasi:io/error#[method]error.to-debug-string", payload(error)))
                .doesNotContain("secret");
        assertThat(closed(guest.call(IN + "read", in, 1L))).isTrue();
    }

    @Test
    void writingMoreThanPermittedTraps() throws Exception {
        Object out = guest.get("wasi:cli/stdout#get-stdout");
        assertThatThrownBy(() -> guest.call(OUT + "write", out, new byte[1]))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("write exceeded budget");
        long permit = (Long) guest.ok(OUT + "check-write", out);
        assertThat(permit).isGreaterThanOrEqualTo(65_536);
        assertThatThrownBy(() -> guest.call(OUT + "write-zeroes", out, permit + 1))
                .isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() -> guest.call(OUT + "write-zeroes", out, -1L)).isInstanceOf(GuestTrapException.class);
    }

    @Test
    void aPermitIsUsedUpByWriting() throws Exception {
        Object out = guest.get("wasi:cli/stdout#get-stdout");
        long permit = (Long) guest.ok(OUT + "check-write", out);
        guest.call(OUT + "write-zeroes", out, permit);
        assertThatThrownBy(() -> guest.call(OUT + "write", out, new byte[1])).isInstanceOf(GuestTrapException.class);
    }

    @Test
    void blockingWritesTakeFourKibibytesAndNoMore() throws Exception {
        Object out = guest.get("wasi:cli/stderr#get-stderr");
        assertThat(guest.call(OUT + "blocking-write-and-flush", out, new byte[4096]))
                .isEqualTo(WitResult.ok());
        assertThat(guest.call(OUT + "blocking-write-zeroes-and-flush", out, 4096L))
                .isEqualTo(WitResult.ok());
        assertThat(output.stderr()).hasSize(8192);
        assertThatThrownBy(() -> guest.call(OUT + "blocking-write-and-flush", out, new byte[4097]))
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> guest.call(OUT + "blocking-write-zeroes-and-flush", out, 4097L))
                .hasMessageContaining("4096");
    }

    @Test
    void spliceMovesWhatIsThereAndReportsTheEndOfItsSource() throws Exception {
        Object in = guest.get("wasi:cli/stdin#get-stdin");
        Object out = guest.get("wasi:cli/stdout#get-stdout");
        assertThat(guest.ok(OUT + "splice", out, in, 100L)).isEqualTo(0L);
        stdin.offer("spliced".getBytes(UTF_8));
        stdin.end();
        assertThat(guest.ok(OUT + "splice", out, in, 3L)).isEqualTo(3L);
        assertThat(guest.ok(OUT + "blocking-splice", out, in, -1L)).isEqualTo(4L);
        assertThat(closed(guest.call(OUT + "blocking-splice", out, in, 100L))).isTrue();
        assertThat(output.stdout()).isEqualTo("spliced");
    }

    @Test
    void everyHandleOfStandardOutputWritesToTheSamePlace() throws Exception {
        Object one = guest.get("wasi:cli/stdout#get-stdout");
        Object two = guest.get("wasi:cli/stdout#get-stdout");
        assertThat(one).isNotSameAs(two);
        guest.call(OUT + "blocking-write-and-flush", one, "one ".getBytes(UTF_8));
        guest.drop("wasi:io/streams#output-stream", one);
        guest.call(OUT + "blocking-write-and-flush", two, "two".getBytes(UTF_8));
        assertThat(output.stdout()).isEqualTo("one two");
    }

    static boolean closed(@org.jspecify.annotations.Nullable Object result) {
        return result instanceof WitResult r
                && !r.isOk()
                && r.payload() instanceof WitVariant v
                && v.name().equals("closed");
    }

    static Object payload(WitResult result) {
        Object payload = result.payload();
        if (payload == null) {
            throw new AssertionError("no payload in " + result);
        }
        return payload;
    }

    static Object payload(WitVariant variant) {
        Object payload = variant.payload();
        if (payload == null) {
            throw new AssertionError("no payload in " + variant);
        }
        return payload;
    }

    static <T> T unchecked(java.util.concurrent.Callable<T> body) {
        try {
            return body.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
