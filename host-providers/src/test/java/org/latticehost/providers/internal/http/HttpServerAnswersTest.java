package org.latticehost.providers.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latticehost.providers.internal.http.ServerFixture.answering;
import static org.latticehost.providers.internal.http.ServerFixture.head;
import static org.latticehost.providers.internal.http.ServerFixture.response;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpHandler;

class HttpServerAnswersTest {

    @Test
    void givesTheComponentTheRequestAsItIs() throws Exception {
        AtomicReference<org.latticehost.host.http.HttpRequest> seen = new AtomicReference<>();
        HttpHandler handler = (request, context) -> {
            seen.set(request);
            return answering("ok").handle(request, context);
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            server.exchange(head(
                    "PATCH /a%2Fb//c/../d?q=%20 HTTP/1.1",
                    "Host: example.com:81",
                    "X-Multi: one",
                    "X-MULTI: two",
                    "X-Bytes: caf\u00e9",
                    "Connection: close",
                    "Keep-Alive: 5"));
        }
        assertThat(seen.get().method()).isEqualTo("PATCH");
        assertThat(seen.get().scheme()).isEqualTo("http");
        assertThat(seen.get().authority()).hasValue("example.com:81");
        assertThat(seen.get().pathWithQuery()).isEqualTo("/a%2Fb//c/../d?q=%20");
        assertThat(seen.get().body().state()).isEqualTo(BytePipe.State.ENDED);
        assertThat(seen.get().headers())
                .isEqualTo(HttpFields.of(java.util.List.of(
                        HttpFields.Field.of("host", "example.com:81"),
                        HttpFields.Field.of("x-multi", "one"),
                        HttpFields.Field.of("x-multi", "two"),
                        HttpFields.Field.of("x-bytes", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)))));
    }

    @Test
    void believesAProxyAboutTheAuthority() throws Exception {
        HttpHandler handler = (request, context) ->
                answering(request.authority().orElseThrow()).handle(request, context);
        try (ServerFixture server = ServerFixture.serving(handler)) {
            assertThat(server.get("/", "X-Forwarded-Host", "shop.example").body())
                    .isEqualTo("shop.example");
            assertThat(server.get("/").body()).isEqualTo("127.0.0.1:" + server.port);
        }
    }

    @Test
    void passesFieldsOfTheResponseOnExceptThoseOfTheConnection() throws Exception {
        HttpHandler handler =
                (request, context) -> CompletableFuture.completedFuture(new org.latticehost.host.http.HttpResponse(
                        299,
                        HttpFields.of(java.util.List.of(
                                HttpFields.Field.of("x-multi", "one"),
                                HttpFields.Field.of("x-multi", "two"),
                                HttpFields.Field.of("transfer-encoding", "gzip"),
                                HttpFields.Field.of("x-bytes", new byte[] {(byte) 0xe9}))),
                        BytePipe.empty()));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            assertThat(server.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 299")
                    .contains("x-multi: one\r\nx-multi: two\r\n", "x-bytes: \u00e9\r\n")
                    .doesNotContain("gzip", "Server:");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void sendsNoBodyWhereNoneMayBe(int status) throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering(status, "surprise"))) {
            String answer = server.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 " + status).endsWith("\r\n\r\n");
        }
    }

    @Test
    void answersHeadWithoutABodyAndWithoutAnInventedLength() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("a body"))) {
            String request = "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            assertThat(server.exchange(request)).endsWith("\r\n\r\n").doesNotContainIgnoringCase("content-length");
            server.component("one", answering(200, "a body", "content-length", "6"));
            assertThat(server.exchange(request)).endsWith("\r\n\r\n").containsIgnoringCase("content-length: 6\r\n");
        }
    }

    @Test
    void declaresTheLengthThatTheComponentDeclares() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering(200, "a body", "content-length", "6"))) {
            assertThat(server.exchange("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: close\r\n\r\n"))
                    .containsIgnoringCase("content-length: 6\r\n")
                    .endsWith("\r\n\r\na body");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP-request-denied, 403",
        "HTTP-request-length-required, 411",
        "HTTP-request-body-size, 413",
        "HTTP-request-URI-too-long, 414",
        "HTTP-request-header-section-size, 431",
        "connection-timeout, 504",
        "connection-read-timeout, 504",
        "loop-detected, 508",
        "destination-not-found, 502",
        "connection-refused, 502",
        "DNS-error, 502",
        "TLS-protocol-error, 502",
        "internal-error, 500",
        "HTTP-protocol-error, 500"
    })
    void turnsErrorCodesIntoStatuses(String code, int status) throws Exception {
        HttpErrorException error = new HttpErrorException(code, null, "because", null);
        try (ServerFixture server =
                ServerFixture.serving((request, context) -> CompletableFuture.failedFuture(error))) {
            HttpResponse<String> answer = server.post("/", "body");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("because");
        }
    }

    @Test
    void tellsATrapByItsCodeAlone() throws Exception {
        HttpHandler handler = (request, context) -> CompletableFuture.failedFuture(
                new GuestTrapException("unreachable", "trap in secret_function", java.util.List.of(), null));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            HttpResponse<String> answer = server.get("/");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("the component failed: GUEST_TRAP");
            server.component("one", answering("still here"));
            assertThat(server.get("/").body()).isEqualTo("still here");
        }
    }

    @Test
    void answersServiceUnavailableUnderOverload() throws Exception {
        HttpHandler handler = (request, context) -> CompletableFuture.failedFuture(new OverloadedException("full"));
        try (ServerFixture server = ServerFixture.serving(handler)) {
            assertThat(server.get("/").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void survivesAHandlerThatThrows() throws Exception {
        HttpHandler handler = (request, context) -> {
            throw new IllegalStateException("bug");
        };
        try (ServerFixture server = ServerFixture.serving(handler)) {
            assertThat(server.get("/").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void answersABrokenRequestWithALine() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("no"))) {
            assertThat(server.exchange("GET / HTTP/1.1\r\nHost : a\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .endsWith("Bad Request\n");
        }
    }

    @Test
    void letsOnlyReadsThroughInReadOnlyMode() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("read"), "readonly_mode", "TRUE")) {
            assertThat(server.get("/").body()).isEqualTo("read");
            HttpResponse<String> answer = server.post("/", "x");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.body()).isEqualTo("only GET and HEAD allowed in read-only mode");
        }
    }

    @Test
    void answersRequestTimeoutWhenTheComponentIsTooSlow() throws Exception {
        CompletableFuture<org.latticehost.host.http.HttpResponse> late = new CompletableFuture<>();
        try (ServerFixture server = ServerFixture.serving((request, context) -> late, "timeout_ms", "50")) {
            assertThat(server.get("/").statusCode()).isEqualTo(408);
            assertThat(late).isCancelled();
        }
    }

    @Test
    void addsCacheControl() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("x"), "cache_control", "max-age=20")) {
            assertThat(server.get("/").headers().firstValue("cache-control")).hasValue("max-age=20");
        }
    }

    @Test
    void answersBrowsersOfAllowedOrigins() throws Exception {
        try (ServerFixture server = ServerFixture.serving(
                answering("x"), "config_json", "{\"cors\":{\"allowed_origins\":[\"https://a.example\"]}}")) {
            assertThat(server.port).isPositive();
        } catch (org.latticehost.host.error.ProviderException e) {
            // JSON without an address listens on port 8000, which may be taken here.
            assertThat(e).hasMessageContaining("0.0.0.0:8000");
        }
        try (ServerFixture server =
                ServerFixture.serving(answering("x"), "cors_allowed_origins", "[\"https://a.example\"]")) {
            String preflight = head(
                    "OPTIONS / HTTP/1.1",
                    "Host: a",
                    "Connection: close",
                    "Origin: https://%s",
                    "Access-Control-Request-Method: PUT");
            assertThat(server.exchange(preflight.formatted("a.example")))
                    .contains(
                            "Access-Control-Allow-Origin: https://a.example",
                            "Access-Control-Allow-Methods: GET,POST,PUT")
                    .contains("Access-Control-Max-Age: 300");
            assertThat(server.exchange(preflight.formatted("b.example"))).doesNotContain("Allow-Origin");
            assertThat(server.exchange(
                            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrigin: https://a.example\r\n\r\n"))
                    .contains("Access-Control-Allow-Origin: https://a.example", "Vary: origin");
        }
    }

    @Test
    void refusesLinkSettingsThatAreWrong() {
        try (ServerFixture server = ServerFixture.started()) {
            for (Map<String, String> config : java.util.List.of(
                    Map.of("cors_allowed_origins", "[\"ftp://a\"]"),
                    Map.of("cors_allowed_origins", "a"),
                    Map.of("cors_allowed_methods", "[\"get\"]"),
                    Map.of("cache_control", "a\nb"),
                    Map.of("tls_cert_file", "/nowhere.pem"),
                    Map.of("config_json", "{"),
                    Map.of("config_b64", "!"))) {
                assertThatThrownBy(() -> server.link("one", config))
                        .isInstanceOf(org.latticehost.host.error.ProviderException.class)
                        .hasMessageContainingAll(
                                "component 'one'", config.keySet().iterator().next());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void servesManyRequestsOverAConnection(HttpClient.Version version) throws Exception {
        HttpHandler echo = (request, context) -> CompletableFuture.completedFuture(response(request.body()));
        try (ServerFixture server = ServerFixture.serving(echo)) {
            for (int i = 0; i < 50; i++) {
                HttpRequest request = HttpRequest.newBuilder(server.uri("/"))
                        .version(version)
                        .POST(HttpRequest.BodyPublishers.ofString("n" + i))
                        .build();
                HttpResponse<String> answer = server.send(version, request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).isEqualTo("n" + i);
                assertThat(answer.version()).isEqualTo(version);
            }
        }
    }

    @Test
    void speaksHttp2WithPriorKnowledge() throws Exception {
        try (ServerFixture server = ServerFixture.serving(answering("x"));
                Socket socket = server.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")) {
            byte[] frame = new byte[9];
            assertThat(socket.getInputStream().readNBytes(frame, 0, 9)).isEqualTo(9);
            assertThat(frame[3]).as("a SETTINGS frame").isEqualTo((byte) 4);
        }
    }
}
