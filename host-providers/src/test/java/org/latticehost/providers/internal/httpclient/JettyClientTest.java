package org.latticehost.providers.internal.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;

@Timeout(30)
class JettyClientTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int PIECE = 64 << 10;

    private final JettyClient client = JettyClient.start(Optional.empty());

    @AfterEach
    void close() {
        client.close(Duration.ZERO);
    }

    @Test
    void readsTheAnswerWhileTheRequestIsStillBeingSent() throws Exception {
        try (ScriptedServer server = new ScriptedServer(JettyClientTest::echoRaw)) {
            BytePipe body = new BytePipe();
            CompletableFuture<HttpResponse> answer = post(server, HttpFields.none(), body);
            body.write("first".getBytes(StandardCharsets.UTF_8));
            BytePipe echo = get(answer).body();
            assertThat(framed(echo, "first")).contains("first");
            body.write("second".getBytes(StandardCharsets.UTF_8));
            assertThat(framed(echo, "second")).contains("second");
            body.end();
            assertThat(text(echo)).endsWith("0\r\n\r\n");
        }
    }

    /** Backpressure in both directions: what is held is what the sockets and the pipes hold. */
    @Test
    void echoesMoreThanAllBuffersHoldAndStopsSendingWhileNobodyReads() throws Exception {
        try (ScriptedServer server = new ScriptedServer(JettyClientTest::echoRaw)) {
            BytePipe body = new BytePipe();
            CompletableFuture<HttpResponse> answer = post(server, HttpFields.none(), body);
            long size = 64L << 20;
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> fill(body, size));
            BytePipe echo = get(answer).body();
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        long before = body.written();
                        Thread.onSpinWait();
                        return body.room() == 0 && body.written() == before;
                    });
            assertThat(body.written()).isLessThan(32L << 20);
            long read = 0;
            for (byte[] piece = echo.read(PIECE); piece != null; piece = echo.read(PIECE)) {
                read += piece.length;
            }
            writer.get(10, TimeUnit.SECONDS);
            assertThat(read).isGreaterThan(size); // with the framing of the chunks
        }
    }

    @Test
    void sendsTheHeadersOfTheGuestAndOnlyTheFramingBesides() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Length: 2\r\n\r\nhi")) {
            HttpFields headers = HttpFields.of(List.of(
                    HttpFields.Field.of("x-name", "ä"),
                    HttpFields.Field.of("host", "elsewhere"),
                    HttpFields.Field.of("connection", "close"),
                    HttpFields.Field.of("expect", "100-continue")));
            HttpResponse answer = get(send(server, "GET", "/a%20b?c=%2F&d", headers, BytePipe.empty()));
            assertThat(text(answer.body())).isEqualTo("hi");
            String sent = server.head().get();
            assertThat(sent).startsWith("GET /a%20b?c=%2F&d HTTP/1.1\r\n");
            assertThat(lines(sent)).containsExactlyInAnyOrder("host: " + server.authority(), "x-name: \u00c3\u00a4");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 'transfer-encoding: chunked'", "5, 'content-length: 5'"})
    void aBodyIsChunkedUnlessTheGuestAnnouncesItsLength(String announced, String framing) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Length: 0\r\n\r\n")) {
            HttpFields headers = announced.isEmpty()
                    ? HttpFields.none()
                    : HttpFields.of(List.of(HttpFields.Field.of("content-length", announced)));
            get(post(server, headers, BytePipe.of(new byte[5])));
            assertThat(lines(server.head().get())).containsExactlyInAnyOrder("host: " + server.authority(), framing);
        }
    }

    @Test
    void anEmptyBodyOfAPostHasALength() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Length: 0\r\n\r\n")) {
            get(post(server, HttpFields.none(), BytePipe.empty()));
            assertThat(lines(server.head().get()))
                    .containsExactlyInAnyOrder("host: " + server.authority(), "content-length: 0");
        }
    }

    @Test
    void trailersGoBothWays() throws Exception {
        CompletableFuture<String> sent = new CompletableFuture<>();
        ScriptedServer.Script script = (in, out) -> {
            sent.complete(until(in, "\r\n\r\n"));
            out.write((OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            BytePipe body = new BytePipe();
            body.write("abc".getBytes(StandardCharsets.UTF_8));
            body.end(HttpFields.of(List.of(HttpFields.Field.of("x-count", "3"))));
            HttpResponse answer = get(post(server, HttpFields.none(), body));
            assertThat(text(answer.body())).isEqualTo("hi");
            assertThat(answer.body().trailers().first("x-sum")).contains("7");
            assertThat(answer.headers().first("transfer-encoding")).isEmpty();
            assertThat(sent.get()).containsIgnoringCase("0\r\nx-count: 3\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "302 Found\r\nLocation: http://127.0.0.1:1/",
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"",
                "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"a\"",
                "200 OK\r\nContent-Encoding: gzip\r\nSet-Cookie: a=b",
            })
    void whatTheServerAnswersIsForTheGuest(String head) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 " + head + "\r\nContent-Length: 4\r\n\r\nbody")) {
            HttpResponse answer = get(send(server, "GET", "/", HttpFields.none(), BytePipe.empty()));
            assertThat(answer.status()).isEqualTo(Integer.parseInt(head.substring(0, 3)));
            assertThat(text(answer.body())).isEqualTo("body");
            String field =
                    head.substring(head.indexOf('\n') + 1, head.indexOf(':')).toLowerCase(Locale.ROOT);
            assertThat(answer.headers().first(field)).isPresent();
        }
    }

    @Test
    void interimAnswersAreSkipped() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + "Content-Length: 2\r\n\r\nhi")) {
            HttpResponse answer = get(post(server, HttpFields.none(), BytePipe.of(new byte[5])));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(text(answer.body())).isEqualTo("hi");
        }
    }

    @Test
    void anUpgradeThatNobodyAskedForHasACode() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n")) {
            assertFails(send(server, "GET", "/", HttpFields.none(), BytePipe.empty()), "HTTP-protocol-error");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', connection-terminated", "'SSH-2.0-x\r\n\r\n', HTTP-protocol-error"})
    void anAnswerThatIsNoneHasACode(String answer, String code) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertFails(send(server, "GET", "/", HttpFields.none(), BytePipe.empty()), code);
        }
    }

    @Test
    void anAnswerThatIsCutShortFailsItsBody() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(OK + "Content-Length: 10\r\n\r\nhi")) {
            BytePipe body = get(send(server, "GET", "/", HttpFields.none(), BytePipe.empty()))
                    .body();
            assertThatThrownBy(() -> text(body))
                    .isInstanceOf(BytePipe.PipeBrokenException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            HttpErrorException.class,
                            e -> assertThat(e.errorCode()).isEqualTo("connection-terminated"));
        }
    }

    @Test
    void nobodyThereHasACode() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertFails(send("127.0.0.1:" + free, "GET", HttpFields.none(), BytePipe.empty()), "connection-refused");
        assertFails(send("nobody.invalid", "GET", HttpFields.none(), BytePipe.empty()), "DNS-error");
    }

    @Test
    void anAnswerThatDoesNotComeInTimeHasACode() throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> until(in, "never"))) {
            HttpTimeouts timeouts = new HttpTimeouts(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ZERO);
            assertFails(
                    client.handle(
                                    request(server.authority(), "GET", "/", HttpFields.none(), BytePipe.empty()),
                                    timeouts,
                                    Context.root())
                            .toCompletableFuture(),
                    "connection-read-timeout");
            server.over().get(); // the connection was closed
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /, a, b", "CONNECT, a, b", "GET, 'a b', b", "GET, a, 'b\r\nc: d'"})
    void whatIsNotHttpIsNotSent(String method, String name, String value) throws Exception {
        HttpFields headers = HttpFields.of(List.of(HttpFields.Field.of(name, value)));
        assertFails(send("127.0.0.1:1", method, headers, BytePipe.empty()), "HTTP-request-URI-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp, a, /",
        "http, a:99999, /",
        "http, a:-1, /",
        "http, a b, /",
        "http, a/b, /",
        "http, a?b, /",
        "http, a, @b/",
        "http, a, .b/",
        "http, a, :81/",
        "http, '', /",
    })
    void whatNamesNoServerIsNotSent(String scheme, String authority, String path) throws Exception {
        BytePipe body = new BytePipe();
        HttpRequest request = new HttpRequest("POST", scheme, Optional.of(authority), path, HttpFields.none(), body);
        assertFails(client.handle(request, Context.root()).toCompletableFuture(), "HTTP-request-URI-invalid");
        assertThat(body.cancelled()).isTrue();
        client.close(Duration.ofHours(1)); // nothing is under way
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void aBodyOfAnotherLengthThanAnnouncedBreaksTheRequestOff(int length) throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> until(in, "never"))) {
            HttpFields headers = HttpFields.of(List.of(HttpFields.Field.of("content-length", "5")));
            assertFails(post(server, headers, BytePipe.of(new byte[length])), "HTTP-request-body-size");
        }
    }

    @Test
    void aGuestThatBreaksItsBodyOffBreaksTheRequestOff() throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> until(in, "never"))) {
            BytePipe body = new BytePipe();
            CompletableFuture<HttpResponse> answer = post(server, HttpFields.none(), body);
            server.head().get();
            body.fail(new HttpErrorException("internal-error", Optional.empty(), "dropped", null));
            assertFails(answer, "internal-error");
            server.over().get();
        }
    }

    @Test
    void cancellingBeforeTheAnswerClosesTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> until(in, "never"))) {
            BytePipe body = new BytePipe();
            CompletableFuture<HttpResponse> answer = post(server, HttpFields.none(), body);
            server.head().get();
            answer.cancel(false);
            server.over().get();
            assertThat(body.cancelled()).isTrue();
        }
    }

    @Test
    void droppingTheAnswersBodyClosesTheConnection() throws Exception {
        ScriptedServer.Script script = (in, out) -> {
            out.write((OK + "Content-Length: 1000\r\n\r\nhi").getBytes(StandardCharsets.US_ASCII));
            until(in, "never");
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            BytePipe body = new BytePipe();
            BytePipe received = get(post(server, HttpFields.none(), body)).body();
            received.cancel();
            server.over().get();
            assertThat(body.cancelled()).isTrue();
        }
    }

    @Test
    void closingLetsRequestsFinishWithinTheGrace() throws Exception {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        ScriptedServer.Script script = (in, out) -> {
            closing.join();
            out.write((OK + "Content-Length: 2\r\n\r\nhi").getBytes(StandardCharsets.US_ASCII));
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            CompletableFuture<HttpResponse> answer = send(server, "GET", "/", HttpFields.none(), BytePipe.empty());
            server.head().get();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
                closing.complete(null);
                client.close(Duration.ofSeconds(10));
            });
            assertThat(text(get(answer).body())).isEqualTo("hi");
            closed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingBreaksOffWhatIsLeftAndEndsTheThreads() throws Exception {
        try (ScriptedServer server = new ScriptedServer((in, out) -> until(in, "never"))) {
            CompletableFuture<HttpResponse> answer = send(server, "GET", "/", HttpFields.none(), BytePipe.empty());
            server.head().get();
            client.close(Duration.ofMillis(10));
            assertFails(answer, "connection-terminated");
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("lattice-http-client")));
        }
    }

    private static void echoRaw(InputStream in, OutputStream out) throws IOException {
        out.write((OK + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[PIECE];
        String tail = "";
        while (!tail.endsWith("0\r\n\r\n")) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            String joined = tail + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            tail = joined.substring(Math.max(0, joined.length() - 5));
        }
    }

    private static String until(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.append((char) next);
            if (read.length() >= end.length()
                    && read.substring(read.length() - end.length()).equals(end)) {
                break;
            }
        }
        return read.toString();
    }

    private static void fill(BytePipe pipe, long size) {
        try {
            byte[] piece = new byte[PIECE];
            Arrays.fill(piece, (byte) 'x');
            for (long at = 0; at < size; at += PIECE) {
                pipe.write(piece);
            }
            pipe.end();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String framed(BytePipe pipe, String until) throws InterruptedException {
        StringBuilder got = new StringBuilder();
        while (got.indexOf(until) < 0) {
            byte[] piece = pipe.read(PIECE);
            assertThat(piece).isNotNull();
            got.append(new String(piece, StandardCharsets.ISO_8859_1));
        }
        return got.toString();
    }

    private static String text(BytePipe pipe) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece = pipe.read(PIECE); piece != null; piece = pipe.read(PIECE)) {
            all.writeBytes(piece);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Stream<String> lines(String head) {
        return head.lines().skip(1).filter(line -> !line.isEmpty()).map(line -> {
            int colon = line.indexOf(':');
            return line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
        });
    }

    private static HttpResponse get(CompletableFuture<HttpResponse> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static void assertFails(CompletableFuture<HttpResponse> answer, String code) {
        assertThatThrownBy(() -> get(answer))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        HttpErrorException.class,
                        e -> assertThat(e.errorCode()).as(e.getMessage()).isEqualTo(code));
    }

    private CompletableFuture<HttpResponse> post(ScriptedServer server, HttpFields headers, BytePipe body) {
        return send(server, "POST", "/", headers, body);
    }

    private CompletableFuture<HttpResponse> send(
            ScriptedServer server, String method, String path, HttpFields headers, BytePipe body) {
        return client.handle(request(server.authority(), method, path, headers, body), Context.root())
                .toCompletableFuture();
    }

    private CompletableFuture<HttpResponse> send(String authority, String method, HttpFields headers, BytePipe body) {
        return client.handle(request(authority, method, "/", headers, body), Context.root())
                .toCompletableFuture();
    }

    private static HttpRequest request(
            String authority, String method, String path, HttpFields headers, BytePipe body) {
        return new HttpRequest(method, "http", Optional.of(authority), path, headers, body);
    }
}
