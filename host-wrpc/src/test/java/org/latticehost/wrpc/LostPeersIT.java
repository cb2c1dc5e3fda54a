package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** One side of a call loses its connection for good while the other waits, for much longer than it wants to know that. */
class LostPeersIT {
    private static final FunctionType TEXT = CallFixture.type("string", "string");
    private static final FunctionType DOWNLOAD = CallFixture.type("stream<u8>", "string");
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final NatsServer server = NatsServers.onFreePort();
    private final NatsConnection left = new NatsConnection(server);
    private final NatsConnection right = new NatsConnection(server);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final WrpcOptions options =
            WrpcOptions.builder().peerGoneAfter(Duration.ofMillis(400)).build();
    private final WrpcClient client = WrpcClient.of(left.bus(), executor, timers, options);
    private final WrpcServing serving = WrpcServing.of(right.bus(), executor, timers, options);
    private final CompletableFuture<WrpcInvocation> called = new CompletableFuture<>();
    private final CompletableFuture<Object> answer = new CompletableFuture<>();

    @BeforeEach
    void serve() {
        serve("wait", TEXT);
        serve("download", DOWNLOAD);
        right.bus().flush(Duration.ofSeconds(10));
    }

    private void serve(String function, FunctionType type) {
        serving.serve(CallFixture.PREFIX, CallFixture.PREFIX, CallFixture.INSTANCE, function, type, (call, args) -> {
            called.complete(call);
            return answer;
        });
    }

    @AfterEach
    void close() {
        client.close();
        serving.close();
        left.close();
        right.close();
        server.close();
        executor.shutdownNow();
        timers.shutdownNow();
    }

    private CompletableFuture<Object> call(String function, FunctionType type) {
        return client.invoke(
                        CallFixture.PREFIX,
                        CallFixture.INSTANCE,
                        function,
                        type,
                        new Object[] {"hi"},
                        CallFixture.HEADERS,
                        TIMEOUT)
                .toCompletableFuture();
    }

    @Test
    void theCallerIsToldThatTheCalleeIsGone() throws Exception {
        CompletableFuture<Object> call = call("wait", TEXT);
        called.get(10, TimeUnit.SECONDS);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> !call.isDone()); // the callee was heard of meanwhile

        right.close();

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRANSPORT))
                .hasMessageContaining("is gone");
    }

    @Test
    void aStreamOfACalleeThatIsGoneBreaksOff() throws Exception {
        BytePipe body = new BytePipe();
        answer.complete(body);
        body.write(new byte[] {1});
        BytePipe read = (BytePipe) call("download", DOWNLOAD).get(10, TimeUnit.SECONDS);
        assertThat(read.read(10)).containsExactly(1);

        right.close();

        assertThatThrownBy(() -> read.read(10)).hasStackTraceContaining("is gone");
    }

    @Test
    void theCalleeIsToldThatTheCallerIsGone() throws Exception {
        CompletableFuture<Object> call = call("wait", TEXT);
        WrpcInvocation invocation = called.get(10, TimeUnit.SECONDS);

        left.close();

        invocation.over().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(serving.openCalls()).isZero();
        assertThat(call).isNotDone();
    }

    @Test
    void theCalleeIsToldThatTheCallerHasGivenUp() throws Exception {
        CompletableFuture<Object> call = call("wait", TEXT);
        WrpcInvocation invocation = called.get(10, TimeUnit.SECONDS);

        call.cancel(false);

        invocation.over().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aCalleeThatTakesItsTimeIsWaitedFor() throws Exception {
        CompletableFuture<Object> call = call("wait", TEXT);
        called.get(10, TimeUnit.SECONDS);
        var unused = timers.schedule(() -> answer.complete("at last"), 2, TimeUnit.SECONDS);

        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("at last");
    }
}
