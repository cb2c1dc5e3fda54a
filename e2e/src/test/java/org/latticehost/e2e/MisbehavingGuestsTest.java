package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** Guests that do what they should not: they are stopped, their callers learn why, and the next call is answered. */
@ParameterizedClass
@ValueSource(strings = {"endive", "wasmtime"})
class MisbehavingGuestsTest {
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");
    private static final Duration DEADLINE = Duration.ofMillis(500);

    /** A second beside what the deadline allows: enough for a busy machine, and far from "never". */
    private static final Duration SOON = DEADLINE.plusSeconds(1);

    @Parameter
    String engine;

    private WasmCloudHost host;

    @BeforeEach
    void start() {
        host = WasmCloudHost.builder()
                .engine(engine)
                .gracePeriod(Duration.ofSeconds(2))
                .limits(HostLimits.defaults().maxQueuedCalls(2))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static ScaleCommand hello() {
        return ScaleCommand.of("hello", Artifact.file(HELLO)).maxInstances(100);
    }

    private CompletableFuture<HttpResponse> request(String path) {
        return host.component("hello")
                .http()
                .handle(
                        new HttpRequest("GET", "http", Optional.of("a"), path, HttpFields.none(), BytePipe.empty()),
                        Context.root())
                .toCompletableFuture();
    }

    private void answersAgain() {
        assertThat(request("/").orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
    }

    @Test
    void stopsASpinningGuestAtItsDeadline() {
        host.scale(hello().limits(ComponentLimits.none().maxExecutionTime(DEADLINE)));
        request("/").join(); // what is done once for all calls is done
        long begin = System.nanoTime();

        CompletableFuture<HttpResponse> answer = request("/spin");

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(InvocationTimeoutException.class)
                .hasMessageContaining("'hello'")
                .hasMessageContaining("500 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(DEADLINE, SOON);
        answersAgain();
    }

    @Test
    void stopsAGuestWhoseCallerGivesUp() {
        host.scale(hello().maxInstances(1));
        CompletableFuture<HttpResponse> answer = request("/spin");
        CompletableFuture<HttpResponse> next = request("/");
        assertThat(next).isNotDone();

        answer.cancel(true);

        assertThat(next.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
    }

    @Test
    void refusesWhatDoesNotFitTheQueueAndRecovers() {
        host.scale(hello().maxInstances(1).limits(ComponentLimits.none().maxExecutionTime(DEADLINE)));
        CompletableFuture<HttpResponse> spinning = request("/spin");
        CompletableFuture<HttpResponse> first = request("/");
        CompletableFuture<HttpResponse> second = request("/");

        assertThatThrownBy(() -> request("/").join())
                .hasCauseInstanceOf(OverloadedException.class)
                .hasMessageContaining("'hello'")
                .hasMessageContaining("1 of 1 calls run and 2 wait")
                .cause()
                .satisfies(
                        e -> assertThat(((OverloadedException) e).retryable()).isTrue());

        assertThat(first.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
        assertThat(second.orTimeout(20, TimeUnit.SECONDS).join().status()).isEqualTo(200);
        assertThat(spinning).isCompletedExceptionally();
        answersAgain();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void stopsAGuestWhoseHttpClientLeaves(HttpClient.Version version) throws Exception {
        URI address = serve(hello().maxInstances(1));
        HttpClient client = HttpClient.newBuilder().version(version).build();
        assertThat(get(client, address, "/").join().statusCode()).isEqualTo(200);
        var spinning = get(client, address, "/spin");
        // Until the spinning guest has the only instance, others are answered.
        await().until(() -> !answeredSoon(address));

        spinning.cancel(true);

        assertThat(get(HttpClient.newHttpClient(), address, "/").join().statusCode())
                .isEqualTo(200);
    }

    private boolean answeredSoon(URI address) throws InterruptedException {
        var request = get(HttpClient.newHttpClient(), address, "/");
        try {
            request.get(300, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            request.cancel(true);
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<java.net.http.HttpResponse<String>> get(
            HttpClient client, URI address, String path) {
        var request = java.net.http.HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString());
    }

    /** Behind the built-in server, on a port of its own. */
    private URI serve(ScaleCommand command) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        host.startProvider(
                StartProvider.builtin("http", "http-server").configValue("default_address", "127.0.0.1:" + port));
        host.scale(command);
        host.putLink(Link.from("http")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        return URI.create("http://127.0.0.1:" + port);
    }
}
