package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpHandler;

/** Clients that leave before they were answered: the component need not go on. */
class HttpServerLeaveTest {
    private final BlockingQueue<CompletableFuture<org.latticehost.host.http.HttpResponse>> asked =
            new LinkedBlockingQueue<>();
    private final HttpHandler thinking = (request, context) -> {
        CompletableFuture<org.latticehost.host.http.HttpResponse> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    };

    private CompletableFuture<org.latticehost.host.http.HttpResponse> next() throws InterruptedException {
        CompletableFuture<org.latticehost.host.http.HttpResponse> answer = asked.poll(20, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        return answer;
    }

    @Test
    void stopsAComponentThatNeitherReadsNorWritesWhenItsClientLeaves() throws Exception {
        try (ServerFixture server = ServerFixture.serving(thinking)) {
            CompletableFuture<org.latticehost.host.http.HttpResponse> answer;
            try (Socket socket = server.raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
                answer = next();
                assertThat(socket.isConnected()).isTrue();
            }
            await().until(answer::isCancelled);
            assertThat(answer).isCancelled();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void stopsAComponentWhoseClientCancels(HttpClient.Version version) throws Exception {
        try (ServerFixture server = ServerFixture.serving(thinking)) {
            HttpClient client = HttpClient.newBuilder().version(version).build();
            // The first request of a connection is HTTP/1.1 in any case.
            client.send(
                    HttpRequest.newBuilder(server.uri(ServerFixture.WARM_UP)).build(),
                    HttpResponse.BodyHandlers.discarding());
            CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                    HttpRequest.newBuilder(server.uri("/")).build(), HttpResponse.BodyHandlers.ofString());
            CompletableFuture<org.latticehost.host.http.HttpResponse> answer = next();

            response.cancel(true);

            await().until(answer::isCancelled);
            assertThat(answer).isCancelled();
        }
    }

    @Test
    void stopsAComponentThatWasAnsweredFor() throws Exception {
        try (ServerFixture server = ServerFixture.serving(thinking, "timeout_ms", "50")) {
            assertThat(server.get("/").statusCode()).isEqualTo(408);
            assertThat(next()).isCancelled();
        }
    }

    @Test
    void answersARequestThatCameWhileAnotherOneWasWatched() throws Exception {
        try (ServerFixture server = ServerFixture.serving(thinking);
                Socket socket = server.raw("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")) {
            CompletableFuture<org.latticehost.host.http.HttpResponse> first = next();
            String second = "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(second.getBytes(StandardCharsets.UTF_8));
            // Long enough for the watch to begin and to find the second request.
            await().pollDelay(1, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(first).isNotDone());

            first.complete(ServerFixture.response(BytePipe.of("one".getBytes(StandardCharsets.UTF_8))));
            next().complete(ServerFixture.response(BytePipe.of("two".getBytes(StandardCharsets.UTF_8))));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("one")
                    .contains("two");
        }
    }

    @Test
    void keepsAWatchedConnectionForTheNextRequest() throws Exception {
        try (ServerFixture server = ServerFixture.serving(thinking);
                Socket socket = server.raw("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n")) {
            CompletableFuture<org.latticehost.host.http.HttpResponse> first = next();
            await().pollDelay(1, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(first).isNotDone());
            first.complete(ServerFixture.response(BytePipe.of("one".getBytes(StandardCharsets.UTF_8))));
            String second = "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(second.getBytes(StandardCharsets.UTF_8));

            next().complete(ServerFixture.response(BytePipe.of("two".getBytes(StandardCharsets.UTF_8))));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("one")
                    .contains("two");
        }
    }
}
