package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ValueStream;

class HostilePeersTest extends CallFixture {

    /** Short waits, which peers that never go on would use up. */
    @Override
    WrpcOptions options() {
        return WrpcOptions.builder()
                .maxValueBytes(1 << 20)
                .maxUnreadBytes(2 << 20)
                .maxUnreadOnDisk(8 << 20)
                .paramsTimeout(Duration.ofMillis(300))
                .idleTimeout(Duration.ofMillis(400))
                .build();
    }

    @Test
    void anAcceptWithoutReplySubjectFailsTheCall() {
        bus.subscribe(
                WrpcNames.subject(PREFIX, INSTANCE, "f"),
                PREFIX,
                first -> bus.publish(LatticeMessage.empty(first.replyTo().orElseThrow())));

        assertFails(call("f", type("u32")), ErrorCode.PROTOCOL).hasMessageContaining("invalid accept");
    }

    @Test
    void resultsThatEndWithinAValueFailTheCall() {
        callee("f", rc -> {
            send(rc + ".results", 5, 'a', 'b');
            send(rc + ".results");
        });

        assertFails(call("f", type("string")), ErrorCode.PROTOCOL).hasMessageContaining("incomplete results");
    }

    @Test
    void resultsOfAnotherTypeFailTheCallSayingWhere() {
        callee("f", rc -> send(rc + ".results", 1, 7));

        assertFails(call("f", type("list<record { ok: bool }>")), ErrorCode.PROTOCOL)
                .hasMessageContaining("bool of 7 at byte 2 in result[0].ok");
    }

    @Test
    void anAnnouncedLengthDoesNotTakeMemory() {
        callee("f", rc -> send(rc + ".results", 0xff, 0xff, 0xff, 0xff, 0x0f));

        assertFails(call("f", type("list<u64>")), ErrorCode.PROTOCOL).hasMessageContaining("4294967295");
    }

    @Test
    void resultsWithoutEndAreCutOffAtTheLimit() {
        byte[] text = new byte[2002];
        text[0] = (byte) 0xd0;
        text[1] = 0x0f;
        callee("f", rc -> {
            send(rc + ".results", 0xe8, 0x07);
            for (int i = 0; i < 1000; i++) {
                bus.publish(LatticeMessage.of(rc + ".results", text));
            }
        });

        assertFails(call("f", type("list<string>")), ErrorCode.PROTOCOL).hasMessageContaining("a length of 2000 where");
    }

    @Test
    void smallBytesThatMakeLargeObjectsAreRefused() {
        WrpcCodec codec = WrpcCodec.of(
                org.latticehost.wrpc.vectors.TypeText.parse("list<record { a: bool, b: option<bool>, c: result }>"),
                WrpcOptions.builder().maxValueHeapBytes(1 << 20).build());
        byte[] bytes = new byte[300_003];
        bytes[0] = (byte) 0xa0;
        bytes[1] = (byte) 0x8d;
        bytes[2] = 6;

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("bytes of memory");
    }

    @Test
    void aStreamThatEndsWithinAChunkFailsItsReader() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            send(rc + ".results.0", 5, 'a');
            send(rc + ".results.0");
        });
        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> {
                    while (pipe.read(10) != null) {
                        Thread.onSpinWait();
                    }
                })
                .hasMessageContaining("results.0 ended after 2 bytes");
    }

    @Test
    void aStreamOfValuesOfAnotherTypeFailsItsReader() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            send(rc + ".results.0", 2, 1, 7);
        });
        ValueStream stream = (ValueStream) call("f", type("stream<bool>")).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> stream.readAll()).hasStackTraceContaining("a bool of 7 at byte 3");
    }

    @Test
    void aFutureOfAnotherTypeFails() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            send(rc + ".results.0", 7);
        });
        CompletableFuture<?> future =
                (CompletableFuture<?>) call("f", type("future<bool>")).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS)).hasStackTraceContaining("bool of 7");
    }

    @Test
    void aStreamWithinAStreamThatEndsWithinAChunkFailsItsReaderAlone() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            send(rc + ".results.0", 2, 0, 0, 0);
            send(rc + ".results.0");
            send(rc + ".results.0.0", 5, 'a');
            send(rc + ".results.0.0");
            send(rc + ".results.0.1", 1, 'b', 0);
            send(rc + ".results.0.1");
        });
        List<Object> inner =
                ((ValueStream) call("f", type("stream<stream<u8>>")).get(10, TimeUnit.SECONDS)).readAll();

        assertThatThrownBy(() -> readAll((BytePipe) inner.get(0))).hasMessageContaining("ended after 2 bytes");
        assertThat(readAll((BytePipe) inner.get(1))).isEqualTo(1);
    }

    private static int readAll(BytePipe pipe) throws InterruptedException {
        int count = 0;
        for (byte[] piece = pipe.read(100); piece != null; piece = pipe.read(100)) {
            count += piece.length;
        }
        return count;
    }

    @Test
    void moreStreamsThanMayBeOpenAreRefused() {
        callee("f", rc -> {
            send(rc + ".results", 0xa0, 0x9c, 1);
            bus.publish(LatticeMessage.of(rc + ".results", new byte[20_000]));
        });

        assertFails(call("f", type("list<stream<u8>>")), ErrorCode.PROTOCOL)
                .hasMessageContaining("more streams and futures than may be open");
    }

    @Test
    void aStreamOfStreamsWithoutEndIsBrokenOff() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
            send(rc + ".results.0", 0xa0, 0x9c, 1);
            bus.publish(LatticeMessage.of(rc + ".results.0", new byte[20_000]));
        });
        ValueStream stream = (ValueStream) call("f", type("stream<stream<u8>>")).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> stream.readAll()).hasStackTraceContaining("more streams and futures than may be open");
    }

    @Test
    void aFutureThatNeverComesFailsAfterTheIdleLimit() throws Exception {
        callee("f", rc -> {
            send(rc + ".results", 0);
            send(rc + ".results");
        });
        CompletableFuture<?> future =
                (CompletableFuture<?>) call("f", type("future<u8>")).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("silent for 400 ms");
    }

    @Test
    void aStreamThatNobodyReadsIsBrokenOffAtTheLimitOfUnreadBytes() throws Exception {
        calleeThatFloods(256);
        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);

        org.awaitility.Awaitility.await().until(() -> pipe.state() == BytePipe.State.FAILED);
        assertThat(pipe.failure()).get().matches(e -> ((HostException) e).code() == ErrorCode.OVERLOADED);
    }

    @Test
    void messagesOnPathsThatCannotBeAreIgnored() throws Exception {
        callee("f", rc -> {
            for (String path : new String[] {"1", "0.0", "00", "x", "-1", "4294967296", ""}) {
                bus.publish(LatticeMessage.of(
                        rc + ".results" + (path.isEmpty() ? "" : "." + path),
                        path.isEmpty() ? new byte[] {0} : new byte[9]));
            }
            send(rc + ".results.0", 1, 'x', 0);
        });

        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);
        assertThat(pipe.read(10)).containsExactly('x');
        assertThat(pipe.read(10)).isNull();
    }

    @Test
    void dataThatComesBeforeTheValueThatAnnouncesItIsKept() throws Exception {
        callee("f", rc -> {
            send(rc + ".results.0", 2, 'h', 'i');
            send(rc + ".results.0", 0);
            send(rc + ".results", 0);
            send(rc + ".results");
        });

        BytePipe pipe = (BytePipe) call("f", type("stream<u8>")).get(10, TimeUnit.SECONDS);
        assertThat(pipe.read(10)).containsExactly('h', 'i');
        assertThat(pipe.read(10)).isNull();
    }

    @Test
    void moreOfItThanFitsEndsTheCall() {
        callee("f", rc -> {
            for (int i = 0; i < 40; i++) {
                bus.publish(LatticeMessage.of(rc + ".results.0", new byte[64 << 10]));
            }
        });

        assertFails(call("f", type("stream<u8>")), ErrorCode.OVERLOADED);
    }

    @Test
    void aCallerThatSendsNonsenseGetsIncompleteResultsAndTheHandlerIsNotCalled() {
        FunctionType type = type("u32", "bool");
        serve("f", type, (call, args) -> CompletableFuture.failedFuture(new AssertionError("called")));
        CompletableFuture<LatticeMessage> answer = new CompletableFuture<>();
        bus.subscribe("_INBOX.bad.results", null, answer::complete);
        bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, "f"), new byte[] {9})
                .withReplyTo("_INBOX.bad"));

        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join().payload()).isEmpty();
    }

    @Test
    void aCallerThatDoesNotSendItsParametersIsGivenUp() {
        FunctionType type = type("u32", "string");
        serve("f", type, (call, args) -> CompletableFuture.failedFuture(new AssertionError("called")));
        CompletableFuture<LatticeMessage> answer = new CompletableFuture<>();
        bus.subscribe("_INBOX.bad.results", null, answer::complete);
        bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, "f"), new byte[] {9, 'a'})
                .withReplyTo("_INBOX.bad"));

        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join().payload()).isEmpty();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            CompletableFuture<Object> call, ErrorCode code) {
        return assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TransportException.class)
                .matches(e -> ((HostException) e).code() == code, code.name());
    }
}
