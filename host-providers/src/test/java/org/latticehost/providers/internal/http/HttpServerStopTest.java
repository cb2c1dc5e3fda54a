package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.latticehost.providers.internal.http.ServerFixture.answering;
import static org.latticehost.providers.internal.http.ServerFixture.response;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpHandler;

class HttpServerStopTest {

    @Test
    void leavesNothingBehind() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("x"))) {
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(ServerFixture.serverThreads()).isNotEmpty().allMatch(name -> name.startsWith("lattice-http"));
            server.provider.stop(Duration.ofSeconds(5));
            await().untilAsserted(
                            () -> assertThat(ServerFixture.serverThreads()).isEmpty());
            assertThatThrownBy(() -> server.get("/")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void letsRunningRequestsFinishWithinTheGrace() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> {
            begun.countDown();
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            CompletableFuture<HttpResponse<String>> answer = server.client.sendAsync(
                    HttpRequest.newBuilder(server.uri("/")).build(), HttpResponse.BodyHandlers.ofString());
            begun.await();
            CompletableFuture<Void> stop =
                    CompletableFuture.runAsync(() -> server.provider.stop(Duration.ofSeconds(30)));
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> server.exchange("x")).isInstanceOf(IOException.class));
            body.write("finished".getBytes(StandardCharsets.UTF_8));
            body.end();
            assertThat(answer.get().body()).isEqualTo("finished");
            stop.get();
            await().untilAsserted(
                            () -> assertThat(ServerFixture.serverThreads()).isEmpty());
        }
    }

    @Test
    void breaksOffWhatIsLeftAfterTheGrace() throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> CompletableFuture.completedFuture(response(body));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpResponse<InputStream> answer = server.client.send(
                    HttpRequest.newBuilder(server.uri("/")).build(), HttpResponse.BodyHandlers.ofInputStream());
            server.provider.stop(Duration.ofMillis(20));
            assertThat(body.cancelled()).isTrue();
            assertThatThrownBy(() -> answer.body().read()).isInstanceOf(IOException.class);
            await().untilAsserted(
                            () -> assertThat(ServerFixture.serverThreads()).isEmpty());
        }
    }

    @Test
    void answersInThePlaceOfAComponentThatIsTooSlowForTheGrace() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<org.latticehost.host.http.HttpResponse> late = new CompletableFuture<>();
        HttpHandler handler = (request, context) -> {
            begun.countDown();
            return late;
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            CompletableFuture<HttpResponse<String>> answer = server.client.sendAsync(
                    HttpRequest.newBuilder(server.uri("/")).build(), HttpResponse.BodyHandlers.ofString());
            begun.await();
            server.provider.stop(Duration.ZERO);
            assertThat(answer.get().statusCode()).isEqualTo(503);
            assertThat(late).isCancelled();
        }
    }

    @Test
    void letsARunningRequestFinishWhenItsLinkIsRemoved() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> {
            begun.countDown();
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            CompletableFuture<HttpResponse<String>> answer = server.client.sendAsync(
                    HttpRequest.newBuilder(server.uri("/")).build(), HttpResponse.BodyHandlers.ofString());
            begun.await();
            server.unlink("one");
            assertThatThrownBy(() -> server.exchange("x")).isInstanceOf(IOException.class);
            body.write("finished".getBytes(StandardCharsets.UTF_8));
            body.end();
            assertThat(answer.get().body()).isEqualTo("finished");
        }
    }

    @Test
    void stopsEvenIfItNeverStarted() {
        HttpServerProvider provider = new HttpServerProvider();
        provider.stop(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(ServerFixture.serverThreads()).isEmpty());
    }
}
