package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.latticehost.providers.internal.http.ServerFixture.head;
import static org.latticehost.providers.internal.http.ServerFixture.response;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpHandler;
import org.slf4j.LoggerFactory;

class HttpServerStreamingTest {
    private static final int MIB = 1 << 20;
    private static final int TOTAL = 100 * MIB;

    /** Gives the request's pipe back as the response's: an echo without a thread. */
    private static final HttpHandler ECHO =
            (request, context) -> CompletableFuture.completedFuture(response(request.body()));

    @Test
    void echoesAHundredMebibytesWithoutHoldingThem() throws Exception {
        AtomicReference<BytePipe> pipe = new AtomicReference<>();
        HttpHandler handler = (request, context) -> {
            pipe.set(request.body());
            return ECHO.handle(request, context);
        };
        try (ServerFixture server = ServerFixture.serving(handler);
                Socket socket = server.raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + TOTAL + "\r\n"
                        + "Connection: close\r\n\r\n")) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread sender = new Thread(() -> {
                try {
                    new Numbers(TOTAL).transferTo(socket.getOutputStream());
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            sender.start();
            InputStream in = new Unchunked(socket.getInputStream());
            assertSame(in, new Numbers(TOTAL), read -> {
                // The pipe holds what was written and not yet taken; the rest is in buffers of sockets.
                assertThat(pipe.get().written() - read).isLessThan(32L << 20);
            });
            sender.join();
            assertThat(failure).hasValue(null);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void takesAHundredMebibytes(HttpClient.Version version) throws Exception {
        HttpHandler handler = (request, context) -> {
            BytePipe answer = new BytePipe();
            Thread guest = new Thread(() -> {
                try {
                    assertSame(new PipeStream(request.body()), new Numbers(TOTAL), read -> {});
                    answer.offer("same".getBytes(StandardCharsets.UTF_8));
                    answer.end();
                } catch (IOException | AssertionError e) {
                    answer.fail(e);
                }
            });
            guest.start();
            return CompletableFuture.completedFuture(response(answer));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/"))
                    .version(version)
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Numbers(TOTAL)))
                    .build();
            HttpResponse<String> answer = server.send(version, request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("same");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void sendsAHundredMebibytes(HttpClient.Version version) throws Exception {
        HttpHandler handler = (request, context) -> {
            BytePipe body = new BytePipe();
            new Thread(() -> {
                        try (Numbers numbers = new Numbers(TOTAL)) {
                            for (int sent = 0; sent < TOTAL; sent += 1 << 17) {
                                body.write(numbers.readNBytes(1 << 17));
                            }
                            body.end();
                        } catch (IOException | InterruptedException e) {
                            body.fail(e);
                        }
                    })
                    .start();
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/")).version(version).build();
            HttpResponse<InputStream> answer = server.send(version, request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(version);
            assertSame(answer.body(), new Numbers(TOTAL), read -> {});
        }
    }

    private static void assertSame(InputStream actual, InputStream expected, LongConsumer progress) throws IOException {
        byte[] mine = new byte[64 << 10];
        long read = 0;
        while (true) {
            int n = actual.readNBytes(mine, 0, mine.length);
            byte[] theirs = expected.readNBytes(n == 0 ? 1 : n);
            if (!Arrays.equals(mine, 0, n, theirs, 0, theirs.length)) {
                throw new AssertionError("streams differ after " + read + " bytes");
            }
            if (n == 0) {
                return;
            }
            read += n;
            progress.accept(read);
        }
    }

    @Test
    void stopsReadingFromAClientWhenTheComponentDoesNotRead() throws Exception {
        CompletableFuture<BytePipe> body = new CompletableFuture<>();
        HttpHandler handler = (request, context) -> {
            body.complete(request.body());
            return new CompletableFuture<>();
        };
        Thread sender;
        try (ServerFixture server = ServerFixture.serving(handler);
                Socket socket = server.raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n")) {
            sender = new Thread(() -> sendUntilBroken(socket));
            sender.start();
            BytePipe pipe = body.get();
            await().until(() -> pipe.room() == 0);
            assertThat(pipe.written()).isLessThan(2L * BytePipe.DEFAULT_CAPACITY);
        }
        sender.join();
    }

    private static void sendUntilBroken(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            byte[] bytes = new byte[MIB];
            while (true) {
                out.write(bytes);
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    @Test
    void sendsHeadAndEachPieceAtOnce() throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) ->
                CompletableFuture.completedFuture(response(body, "content-type", "text/event-stream"));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/")).build();
            HttpResponse<InputStream> response = server.client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
            for (String event : new String[] {"data: 1\n\n", "data: 2\n\n"}) {
                body.write(event.getBytes(StandardCharsets.UTF_8));
                assertThat(new String(response.body().readNBytes(event.length()), StandardCharsets.UTF_8))
                        .isEqualTo(event);
            }
            body.end();
            assertThat(response.body().read()).isEqualTo(-1);
        }
    }

    @Test
    void sendsTheHeadsOfManyResponsesWhoseBodiesHaveNotBegun() throws Exception {
        Queue<BytePipe> bodies = new ConcurrentLinkedQueue<>();
        HttpHandler handler = (request, context) -> {
            BytePipe body = new BytePipe();
            bodies.add(body);
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri("/")).build();
            for (int round = 0; round < 3; round++) {
                List<CompletableFuture<HttpResponse<String>>> wholes = new ArrayList<>();
                List<CompletableFuture<Integer>> heads = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    CompletableFuture<Integer> head = new CompletableFuture<>();
                    heads.add(head);
                    wholes.add(server.client.sendAsync(request, info -> {
                        head.complete(info.statusCode());
                        return HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
                    }));
                }
                for (CompletableFuture<Integer> head : heads) {
                    assertThat(head.get(10, TimeUnit.SECONDS)).isEqualTo(200);
                }
                bodies.forEach(BytePipe::end);
                for (CompletableFuture<HttpResponse<String>> whole : wholes) {
                    assertThat(whole.get(10, TimeUnit.SECONDS).body()).isEmpty();
                }
            }
        }
    }

    @Test
    void holdsTheComponentBackWhileTheClientDoesNotRead() throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> CompletableFuture.completedFuture(response(body));
        try (ServerFixture server = ServerFixture.serving(handler);
                Socket socket = server.raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            // As much as fits into the sockets' buffers, then no more.
            await().until(() -> {
                int offered = 0;
                while (offered < 64 * MIB && body.offer(new byte[MIB])) {
                    offered += MIB;
                }
                return offered == 0;
            });
            assertThat(body.written()).isLessThan(64L * MIB);
            assertThat(body.room()).isZero();
        }
    }

    @Test
    void passesTrailersBothWays() throws Exception {
        CompletableFuture<HttpFields> seen = new CompletableFuture<>();
        HttpHandler handler = (request, context) -> {
            BytePipe body = new BytePipe();
            body.offer("done".getBytes(StandardCharsets.UTF_8));
            request.body().poll(100);
            request.body().onReadable(() -> {
                seen.complete(request.body().trailers());
                body.end(HttpFields.of("x-fin", "yes"));
            });
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            String request = head(
                    "POST / HTTP/1.1", "Host: a", "TE: trailers", "Connection: close", "Transfer-Encoding: chunked");
            String answer = server.exchange(request + head("3", "abc", "0", "X-Sum: 6"));
            assertThat(seen.get()).isEqualTo(HttpFields.of("x-sum", "6"));
            assertThat(answer).contains("\r\n\r\n4\r\ndone\r\n0\r\nx-fin: yes\r\n\r\n");
        }
    }

    @Test
    void keepsTrailersFromClientsThatDoNotTakeThem() throws Exception {
        HttpHandler handler = (request, context) -> {
            BytePipe body = new BytePipe();
            body.offer("done".getBytes(StandardCharsets.UTF_8));
            body.end(HttpFields.of("x-fin", "yes"));
            return CompletableFuture.completedFuture(response(body));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            assertThat(server.get("/").body()).isEqualTo("done");
            assertThat(server.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("x-fin")
                    .contains("done");
        }
    }

    @Test
    void tellsTheComponentWhenTheClientGoesAwayWhileItWrites() throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> CompletableFuture.completedFuture(response(body));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            try (Socket socket = server.raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            await().until(() -> !body.offer(new byte[1000]) && body.cancelled());
            assertThat(body.cancelled()).isTrue();
        }
    }

    @Test
    void tellsTheComponentWhenTheClientGoesAwayWhileItReads() throws Exception {
        CompletableFuture<BytePipe> body = new CompletableFuture<>();
        HttpHandler handler = (request, context) -> {
            body.complete(request.body());
            return new CompletableFuture<>();
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            try (Socket socket = server.raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf")) {
                BytePipe pipe = body.get();
                assertThat(pipe.read(100)).isEqualTo("half".getBytes(StandardCharsets.UTF_8));
                assertThat(socket.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> body.get().read(100)).isInstanceOf(BytePipe.PipeBrokenException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void cutsTheMessageWhenTheComponentFailsAfterTheHead(HttpClient.Version version) throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> CompletableFuture.completedFuture(response(body));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/")).version(version).build();
            HttpResponse<InputStream> response =
                    server.send(version, request, HttpResponse.BodyHandlers.ofInputStream());
            body.write("half ".getBytes(StandardCharsets.UTF_8));
            assertThat(response.body().readNBytes(5)).isEqualTo("half ".getBytes(StandardCharsets.UTF_8));
            body.fail(new IllegalStateException("trap"));
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void cutsTheMessageRecognisablyEvenIfTheConnectionWasToCloseAnyway() throws Exception {
        BytePipe body = new BytePipe();
        HttpHandler handler = (request, context) -> CompletableFuture.completedFuture(response(body));
        try (ServerFixture server = ServerFixture.serving(handler);
                Socket socket = server.raw("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            InputStream in = new Unchunked(socket.getInputStream());
            body.write("half ".getBytes(StandardCharsets.UTF_8));
            assertThat(in.readNBytes(4)).isEqualTo("half".getBytes(StandardCharsets.UTF_8));
            body.fail(new IllegalStateException("trap"));
            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void cutsTheConnectionQuietlyWhenTheComponentFailsWhileTheRequestIsStillComing() throws Exception {
        AtomicReference<BytePipe> latest = new AtomicReference<>();
        HttpHandler handler = (request, context) -> {
            latest.set(new BytePipe());
            return CompletableFuture.completedFuture(response(latest.get()));
        };
        Logger jetty = (Logger) LoggerFactory.getLogger("org.eclipse.jetty");
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        jetty.addAppender(warnings);
        try (ServerFixture server = ServerFixture.serving(handler)) {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = server.raw(head("POST / HTTP/1.1", "Host: a", "Content-Length: 9") + "half")) {
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                    latest.get().fail(new IllegalStateException("trap"));
                    assertThat(readUntilEnd(socket)).isTrue();
                }
            }
        } finally {
            jetty.detachAppender(warnings);
        }
        assertThat(warnings.list).isEmpty();
    }

    /** An orderly or disorderly end; what matters is that it comes. */
    private static boolean readUntilEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length > 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void letsTheComponentAnswerBeforeTheRequestIsThroughAndReadOn() throws Exception {
        CompletableFuture<BytePipe> upload = new CompletableFuture<>();
        HttpHandler handler = (request, context) -> {
            upload.complete(request.body());
            return CompletableFuture.completedFuture(response(BytePipe.of("early".getBytes(StandardCharsets.UTF_8))));
        };
        try (ServerFixture server = ServerFixture.serving(handler);
                Socket socket = server.raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf")) {
            byte[] head = new byte[12];
            assertThat(socket.getInputStream().readNBytes(head, 0, 12)).isEqualTo(12);
            assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            socket.getOutputStream().write("rest".getBytes(StandardCharsets.UTF_8));
            assertThat(new PipeStream(upload.get()).readAllBytes())
                    .isEqualTo("halfrest".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void keepsTheConnectionWhenTheComponentDoesNotWantTheBody() throws Exception {
        HttpHandler handler = (request, context) -> {
            request.body().cancel();
            return CompletableFuture.completedFuture(response(BytePipe.empty()));
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n";
            String answers = server.exchange(post + "\r\nbody" + post + "Connection: close\r\n\r\nbody");
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }
}
