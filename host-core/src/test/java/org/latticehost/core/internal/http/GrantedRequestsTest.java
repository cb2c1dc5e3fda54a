package org.latticehost.core.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ProviderException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.latticehost.host.spi.OutgoingHttpClientFactory;

class GrantedRequestsTest {
    /** Starts at the second attempt; its clients answer everything. */
    private static final class Late implements OutgoingHttpClientFactory {
        private final List<String> calls = new ArrayList<>();

        @Override
        public OutgoingHttpClient start(Optional<SSLContext> tls) {
            calls.add("start");
            if (calls.size() == 1) {
                throw new ProviderException("not yet");
            }
            return new OutgoingHttpClient() {
                @Override
                public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
                    return CompletableFuture.completedFuture(
                            new HttpResponse(204, HttpFields.none(), BytePipe.empty()));
                }

                @Override
                public void close(Duration grace) {
                    calls.add("close after " + grace);
                }
            };
        }
    }

    private static HttpRequest get(String authority) {
        return new HttpRequest("GET", "http", Optional.of(authority), "/", HttpFields.none(), BytePipe.empty());
    }

    private static int send(GrantedRequests requests, String authority) {
        return requests.handle(get(authority), Context.root())
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .status();
    }

    @Test
    void theClientIsMadeByTheFirstRequestThatCanAndClosedOnce() {
        Late late = new Late();
        GrantedRequests requests = new GrantedRequests(Optional.of(late), Runnable::run);
        assertThat(late.calls).isEmpty();

        assertThatThrownBy(() -> send(requests, "example.org")).hasCauseInstanceOf(ProviderException.class);
        assertThat(send(requests, "example.org")).isEqualTo(204);
        assertThat(send(requests, "example.org")).isEqualTo(204);
        requests.close(Duration.ofSeconds(1));
        requests.close(Duration.ofSeconds(1));

        assertThat(late.calls).containsExactly("start", "start", "close after PT1S");
        assertThatThrownBy(() -> send(requests, "example.org"))
                .hasCauseInstanceOf(HttpErrorException.class)
                .hasMessageContaining("stopping");
    }

    @Test
    void withoutAnotherTheClientOfTheJdkSends() throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server), threads);
            GrantedRequests requests = new GrantedRequests(Optional.empty(), threads);
            assertThat(send(requests, "127.0.0.1:" + server.getLocalPort())).isEqualTo(202);
            requests.close(Duration.ZERO);
            answered.join();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket connection = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // the head of the request
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
