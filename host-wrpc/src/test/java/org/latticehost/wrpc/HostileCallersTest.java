package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.wit.FunctionType;

/** Callers, and peers of what looks like our kind, that break the rules: their call fails, and no other. */
class HostileCallersTest extends CallFixture {
    private static final FunctionType ADD = type("u32", "u32", "u32");

    @Override
    WrpcOptions options() {
        return WrpcOptions.builder()
                .maxValueBytes(1 << 16)
                .maxUnreadBytes(2 << 20)
                .maxUnreadOnDisk(0)
                .maxCalls(64)
                .paramsTimeout(Duration.ofMillis(300))
                .idleTimeout(Duration.ofMillis(400))
                .build();
    }

    private void othersAreServed() throws Exception {
        serve("add", ADD, (call, args) -> CompletableFuture.completedFuture((int) args[0] + (int) args[1]));
        assertThat(call("add", ADD, 1, 300).get(10, TimeUnit.SECONDS)).isEqualTo(301);
    }

    private CompletableFuture<BytePipe> serveSink() {
        CompletableFuture<BytePipe> received = new CompletableFuture<>();
        serve("sink", type("u32", "stream<u8>"), (call, args) -> {
            received.complete((BytePipe) args[0]);
            return new CompletableFuture<>().completeOnTimeout(0, 1, TimeUnit.SECONDS);
        });
        return received;
    }

    @Test
    void aStreamOfAnArgumentThatEndsWithinAChunkFailsItsReader() throws Exception {
        CompletableFuture<BytePipe> received = serveSink();
        String rs = begin("sink", (byte) 0);

        send(rs + ".params.0", 9, 'a', 'b');
        send(rs + ".params.0");

        BytePipe pipe = received.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> readAll(pipe)).hasMessageContaining("params.0 ended after 3 bytes");
        othersAreServed();
    }

    @Test
    void aStreamOfAnArgumentWithAnImpossibleLengthFailsItsReader() throws Exception {
        CompletableFuture<BytePipe> received = serveSink();
        String rs = begin("sink", (byte) 0);

        send(rs + ".params.0", 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

        BytePipe pipe = received.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> readAll(pipe)).hasMessageContaining("malformed params.0");
        othersAreServed();
    }

    @Test
    void aStreamOfAnArgumentThatNeverGoesOnFailsItsReaderAfterTheIdleLimit() throws Exception {
        CompletableFuture<BytePipe> received = serveSink();
        begin("sink", (byte) 0);

        BytePipe pipe = received.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> readAll(pipe)).hasMessageContaining("silent for 400 ms");
        othersAreServed();
    }

    @Test
    void aFloodOfAStreamIsBrokenOffAtTheLimit() throws Exception {
        CompletableFuture<BytePipe> received = serveSink();
        String rs = begin("sink", (byte) 0);
        byte[] chunk = chunk(64 << 10);
        for (int i = 0; i < 64; i++) {
            bus.publish(LatticeMessage.of(rs + ".params.0", chunk));
        }

        BytePipe pipe = received.get(10, TimeUnit.SECONDS);
        await().until(() -> pipe.state() == BytePipe.State.FAILED);
        assertThat(pipe.failure()).get().matches(e -> ((HostException) e).code() == ErrorCode.OVERLOADED);
        othersAreServed();
    }

    private static void readAll(BytePipe pipe) throws InterruptedException {
        while (pipe.read(1 << 16) != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void parametersWithoutEndAreCutOffAtTheLimit() throws Exception {
        serve("f", type("u32", "list<string>"), (call, args) -> CompletableFuture.failedFuture(new AssertionError()));
        CompletableFuture<LatticeMessage> answer = new CompletableFuture<>();
        bus.subscribe(BAD + ".results", null, answer::complete);
        String rs = begin("f", (byte) 0xe8, (byte) 7);
        byte[] text = new byte[2002];
        text[0] = (byte) 0xd0;
        text[1] = 0x0f;
        for (int i = 0; i < 100; i++) {
            bus.publish(LatticeMessage.of(rs + ".params", text));
        }

        assertThat(answer.get(10, TimeUnit.SECONDS).payload()).isEmpty();
        othersAreServed();
    }

    @Test
    void aCallWithoutReplySubjectIsIgnored() throws Exception {
        serve("f", type("u32"), (call, args) -> CompletableFuture.failedFuture(new AssertionError("called")));
        bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, "f"), new byte[] {1}));

        othersAreServed();
        assertThat(serving.openCalls()).isZero();
    }

    @Test
    void moreCallsThanMayBeOpenAreRefusedUntilOthersEnd() throws Exception {
        serve("f", type("u32", "string"), (call, args) -> CompletableFuture.completedFuture(1));
        for (int i = 0; i < 200; i++) {
            bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, "f"), new byte[] {9})
                    .withReplyTo(BAD + i));
        }

        await().until(() -> serving.openCalls() <= 64);
        await().until(() -> serving.openCalls() == 0); // given up, as their parameters do not come
        othersAreServed();
    }

    @Test
    void nonsenseAboutHowFarAReaderIsDoesNoHarm() throws Exception {
        BytePipe body = new BytePipe();
        serve("source", type("stream<u8>"), (call, args) -> CompletableFuture.completedFuture(body));
        String mine = "_INBOX.bad.lh1-1"; // as if of our kind
        CompletableFuture<String> accepted = new CompletableFuture<>();
        List<byte[]> got = new ArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        bus.subscribe(mine, null, accept -> accepted.complete(accept.replyTo().orElse("")));
        bus.subscribe(mine + ".results.0", null, message -> {
            got.add(message.payload());
            if (message.payload().length == 0) {
                end.complete(null);
            }
        });
        bus.publish(LatticeMessage.empty(WrpcNames.subject(PREFIX, INSTANCE, "source"))
                .withReplyTo(mine));
        String rs = accepted.orTimeout(10, TimeUnit.SECONDS).join();
        for (String path : new String[] {"0", "1", "x", "", "0.0.0.0"}) {
            send(rs + ".credit." + (path.isEmpty() ? "0" : path), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
            send(rs + ".credit." + (path.isEmpty() ? "0" : path));
        }
        body.offer("all".getBytes(StandardCharsets.UTF_8));
        body.end();

        end.get(10, TimeUnit.SECONDS);
        assertThat(got.get(0)).startsWith(3, 'a', 'l', 'l');
        othersAreServed();
    }

    @Test
    void aReplySubjectThatIsNothingButOurMarkIsAnsweredAsAnyOther() throws Exception {
        serve("f", type("u8"), (call, args) -> CompletableFuture.completedFuture((byte) 7));
        List<byte[]> results = new ArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        bus.subscribe("lh1-1.results", null, message -> {
            results.add(message.payload());
            if (message.payload().length == 0) {
                end.complete(null);
            }
        });

        bus.publish(
                LatticeMessage.empty(WrpcNames.subject(PREFIX, INSTANCE, "f")).withReplyTo("lh1-1"));

        end.get(10, TimeUnit.SECONDS);
        assertThat(results).containsExactly(new byte[] {7}, new byte[0]);
        othersAreServed();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverComesOnWhateverSubjectOfACallOthersAreServed(long seed) throws Exception {
        Random random = new Random(seed);
        serve(
                "f",
                type(
                        "tuple<stream<u8>, future<string>>",
                        "record { a: stream<u8>, b: future<list<string>>, c: list<u16> }"),
                (call, args) -> CompletableFuture.failedFuture(new IllegalStateException("no")));
        String[] tails = {".params", ".params.0", ".params.0.0", ".params.0.1", ".params.0.2", ".credit.0", ".x", ""};
        for (int i = 0; i < 40; i++) {
            String mine = "_INBOX.bad" + seed + "-" + i + (random.nextBoolean() ? ".lh1-" + i : "");
            bus.subscribe(mine, null, accept -> {
                String rs = accept.replyTo().orElse("_INBOX.none");
                for (int m = 0; m < 20; m++) {
                    bus.publish(LatticeMessage.of(rs + tails[random.nextInt(tails.length)], bytes(random)));
                }
            });
            bus.publish(LatticeMessage.of(WrpcNames.subject(PREFIX, INSTANCE, "f"), bytes(random))
                    .withReplyTo(mine));
        }
        othersAreServed();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) > 0 ? random.nextInt(4) : random.nextInt(256));
        }
        return bytes;
    }
}
