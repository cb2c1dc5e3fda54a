package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticehost.providers.internal.http.ServerFixture.head;
import static org.latticehost.providers.internal.http.ServerFixture.response;

import io.opentelemetry.context.Context;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.SpareThread;

/** Components on the threads that read requests. */
@Timeout(60)
class HttpServerThreadsTest {
    /** More than there are threads that read, or that are lent. */
    private static final int MANY = 8 * Runtime.getRuntime().availableProcessors();

    private final ExecutorService guests = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean lent = new AtomicBoolean();
    private final Semaphore blocked = new Semaphore(0);

    /** Runs on the spare thread if it can. {@code /block} waits; others tell the name of their thread. */
    private final class Component implements HttpHandler {
        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
            return run(request, work -> false);
        }

        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry, SpareThread spare) {
            return run(request, spare);
        }

        private CompletionStage<HttpResponse> run(HttpRequest request, SpareThread spare) {
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            AtomicBoolean returned = new AtomicBoolean();
            Runnable work = () -> {
                if (request.path().equals("/block")) {
                    blocked.release();
                    await();
                }
                String name = Thread.currentThread().getName();
                String text = returned.get() || !name.startsWith("lattice-http") ? name : "before handle had returned";
                answer.complete(response(BytePipe.of(text.getBytes(StandardCharsets.UTF_8))));
            };
            if (spare.take(work)) {
                lent.set(true);
                assertThat(spare.take(work)).as("a second one").isFalse();
            } else {
                guests.execute(work);
            }
            var unused = answer.exceptionally(cancelled -> {
                release.countDown();
                return null;
            });
            returned.set(true);
            return answer;
        }

        private void await() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void end() {
        release.countDown();
        guests.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void runsAComponentOnTheThreadThatReadItsRequestOnceThatHasBeenRead(HttpClient.Version version) throws Exception {
        try (ServerFixture server = ServerFixture.serving(new Component())) {
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                seen.add(server.send(
                                version,
                                java.net.http.HttpRequest.newBuilder(server.uri("/"))
                                        .build(),
                                java.net.http.HttpResponse.BodyHandlers.ofString())
                        .body());
            }
            // Not where a connection was just opened, or waits for more of its requests than one.
            assertThat(seen.stream().filter(name -> name.matches("lattice-http-\\d+")))
                    .hasSizeGreaterThan(50);
            assertThat(seen).noneMatch(name -> name.startsWith("before"));
        }
    }

    @Test
    void goesOnReadingWhileComponentsBlockOnItsThreads() throws Exception {
        try (ServerFixture server = ServerFixture.serving(new Component())) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                waiting.add(server.raw(head("GET /block HTTP/1.1", "Host: x", "Connection: close")));
            }
            assertThat(blocked.tryAcquire(MANY, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(lent).isTrue();
            for (int i = 0; i < MANY; i++) {
                // Each on a connection of its own, so that every selector is asked.
                assertThat(server.exchange(head("GET / HTTP/1.1", "Host: x", "Connection: close")))
                        .startsWith("HTTP/1.1 200");
            }
            release.countDown();
            for (Socket each : waiting) {
                try (each;
                        InputStream in = each.getInputStream()) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                            .startsWith("HTTP/1.1 200");
                }
            }
        }
    }

    @Test
    void lendsNoThreadToAComponentWhoseRequestIsStillToCome() throws Exception {
        try (ServerFixture server = ServerFixture.serving(new Component())) {
            assertThat(server.exchange(head("GET /warm HTTP/1.1", "Host: x", "Connection: close")))
                    .contains("lattice-http-");
            lent.set(false);
            try (Socket socket =
                    server.raw(head("POST / HTTP/1.1", "Host: x", "Content-Length: 2", "Connection: close") + "a")) {
                byte[] begin = new byte[12];
                socket.getInputStream().readNBytes(begin, 0, begin.length);
                assertThat(begin).asString(StandardCharsets.ISO_8859_1).isEqualTo("HTTP/1.1 200");
            }
            assertThat(lent).isFalse();
        }
    }

    @Test
    void stopsAlthoughAComponentBlocksOnItsThread() throws Exception {
        try (ServerFixture server = ServerFixture.serving(new Component())) {
            try (Socket socket = server.raw(head("GET /block HTTP/1.1", "Host: x"))) {
                assertThat(blocked.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                server.provider.stop(Duration.ofMillis(20));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                        .startsWith("HTTP/1.1 503");
            }
        }
    }
}
