package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** HTTP requests of a guest. */
class OutgoingHandlerTest {
    private static final String TYPES = "wasi:http/types#";
    private static final String REQUEST = TYPES + "[method]outgoing-request.";
    private static final String FUTURE = TYPES + "[method]future-incoming-response.";
    private static final String HANDLE = "wasi:http/outgoing-handler#handle";

    private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    private final List<HttpRequest> sent = new ArrayList<>();
    private final List<HttpTimeouts> limits = new ArrayList<>();
    private final FakeGuest guest = new FakeGuest().service(OutgoingHttp.class, new OutgoingHttp() {
        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request, Context telemetry) {
            throw new AssertionError("called without limits");
        }

        @Override
        public CompletionStage<HttpResponse> handle(HttpRequest request, HttpTimeouts timeouts, Context telemetry) {
            sent.add(request);
            limits.add(timeouts);
            return answer;
        }
    });

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void withoutTheServiceEveryRequestIsDenied() throws Exception {
        FakeGuest poor = new FakeGuest();
        Object fields = poor.get(TYPES + "[constructor]fields");
        Object request = poor.get(TYPES + "[constructor]outgoing-request", fields);
        poor.call(REQUEST + "set-authority", request, Optional.of("localhost"));
        assertThat(poor.get(HANDLE, request, Optional.empty())).hasToString("err(HTTP-request-denied)");
    }

    @Test
    void aRequestIsSentWithItsDefaults() throws Exception {
        guest.ok(HANDLE, request("example.org"), Optional.empty());
        HttpRequest request = sent.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.scheme()).isEqualTo("https");
        assertThat(request.authority()).contains("example.org");
        assertThat(request.pathWithQuery()).isEqualTo("/");
        assertThat(request.body().state()).isEqualTo(BytePipe.State.ENDED);
        assertThat(limits).containsExactly(HttpTimeouts.DEFAULT);
    }

    @Test
    void everyPartOfTheRequestIsSent() throws Exception {
        Object request = request("example.org:99");
        WitType.VariantOf methods = (WitType.VariantOf) FakeGuest.type("wasi:http/types", "method");
        WitType.VariantOf schemes = (WitType.VariantOf) FakeGuest.type("wasi:http/types", "scheme");
        guest.call(REQUEST + "set-method", request, WitVariant.of(methods, "other", "PURGE"));
        guest.call(REQUEST + "set-scheme", request, Optional.of(WitVariant.of(schemes, "HTTP", null)));
        guest.call(REQUEST + "set-path-with-query", request, Optional.of("/p?q=1"));
        Object options = guest.get(TYPES + "[constructor]request-options");
        guest.call(TYPES + "[method]request-options.set-connect-timeout", options, Optional.of(1_000_000L));
        guest.call(TYPES + "[method]request-options.set-first-byte-timeout", options, Optional.of(2_000_000_000L));
        assertThat(guest.get(TYPES + "[method]request-options.connect-timeout", options))
                .isEqualTo(Optional.of(1_000_000L));
        guest.ok(HANDLE, request, Optional.of(options));
        assertThat(sent.get(0).method()).isEqualTo("PURGE");
        assertThat(sent.get(0).scheme()).isEqualTo("http");
        assertThat(sent.get(0).pathWithQuery()).isEqualTo("/p?q=1");
        assertThat(limits)
                .containsExactly(
                        new HttpTimeouts(Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofSeconds(600)));
    }

    @Test
    void theBodyOfARequestMayBeWrittenAfterItWasSent() throws Exception {
        Object request = request("example.org");
        Object body = guest.ok(REQUEST + "body", request);
        assertThat(guest.call(REQUEST + "body", request)).isEqualTo(WitResult.err());
        guest.ok(HANDLE, request, Optional.empty());
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        guest.call("wasi:io/streams#[method]output-stream.blocking-write-and-flush", stream, "up".getBytes(UTF_8));
        guest.drop("wasi:io/streams#output-stream", stream);
        guest.call(TYPES + "[static]outgoing-body.finish", body, Optional.empty());
        assertThat(sent.get(0).body().read(9)).isEqualTo("up".getBytes(UTF_8));
        assertThat(sent.get(0).body().read(9)).isNull();
    }

    @Test
    void theResponseIsTakenOnce() throws Exception {
        Object future = guest.ok(HANDLE, request("example.org"), Optional.empty());
        Object pollable = guest.get(FUTURE + "subscribe", future);
        assertThat(guest.get(FUTURE + "get", future)).isEqualTo(Optional.empty());
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", pollable)).isEqualTo(false);
        answer.complete(new HttpResponse(
                404, HttpFields.of("x", "y", "transfer-encoding", "chunked"), BytePipe.of("no".getBytes(UTF_8))));
        guest.call("wasi:io/poll#[method]pollable.block", pollable);
        Object response = StreamsTest.payload((WitResult)
                StreamsTest.payload((WitResult) ((Optional<?>) guest.get(FUTURE + "get", future)).orElseThrow()));
        assertThat(guest.get(FUTURE + "get", future)).isEqualTo(Optional.of(WitResult.err()));
        assertThat(guest.get(TYPES + "[method]incoming-response.status", response))
                .isEqualTo((short) 404);
        Object headers = guest.get(TYPES + "[method]incoming-response.headers", response);
        assertThat((List<?>) guest.get(TYPES + "[method]fields.entries", headers))
                .hasSize(1);
        Object body = guest.ok(TYPES + "[method]incoming-response.consume", response);
        Object stream = guest.ok(TYPES + "[method]incoming-body.stream", body);
        assertThat((byte[]) guest.ok("wasi:io/streams#[method]input-stream.blocking-read", stream, 9L))
                .isEqualTo("no".getBytes(UTF_8));
    }

    @Test
    void anErrorCodeOfTheOtherSideReachesTheGuest() throws Exception {
        Object future = guest.ok(HANDLE, request("example.org"), Optional.empty());
        answer.completeExceptionally(new HttpErrorException("DNS-error", null, "no such host", null));
        assertThat(guest.get(FUTURE + "get", future))
                .hasToString("Optional[ok(err(DNS-error({rcode: none, info-code: none})))]");
    }

    @Test
    void aRequestThatIsRefusedAtOnceHasNoFuture() throws Exception {
        Object request = request("example.org");
        Object body = guest.ok(REQUEST + "body", request);
        answer.completeExceptionally(new HttpErrorException("HTTP-request-denied", null, "not granted", null));

        assertThat(guest.get(HANDLE, request, Optional.empty())).hasToString("err(HTTP-request-denied)");
        Object out = guest.ok(TYPES + "[method]outgoing-body.write", body);
        assertThat(StreamsTest.closed(guest.call("wasi:io/streams#[method]output-stream.check-write", out)))
                .isTrue();
    }

    @Test
    void aMissingLinkEndsTheGuestWhenItTakesTheResponse() throws Exception {
        Object future = guest.ok(HANDLE, request("example.org"), Optional.empty());
        answer.completeExceptionally(new LinkException("no link"));
        assertThatThrownBy(() -> guest.call(FUTURE + "get", future)).isInstanceOf(LinkException.class);
    }

    @Test
    void theGuestWaitsNoLongerThanItsFirstByteTimeout() throws Exception {
        Object options = guest.get(TYPES + "[constructor]request-options");
        guest.call(TYPES + "[method]request-options.set-first-byte-timeout", options, Optional.of(3_000_000L));
        Object future = guest.ok(HANDLE, request("example.org"), Optional.of(options));
        guest.call("wasi:io/poll#[method]pollable.block", guest.get(FUTURE + "subscribe", future));
        assertThat(guest.get(FUTURE + "get", future)).hasToString("Optional[ok(err(connection-read-timeout))]");
        assertThat(answer).isCancelled();
    }

    @Test
    void theGuestWaitsNoLongerThanItsLimitBetweenBytes() throws Exception {
        Object options = guest.get(TYPES + "[constructor]request-options");
        guest.call(TYPES + "[method]request-options.set-between-bytes-timeout", options, Optional.of(3_000_000L));
        Object future = guest.ok(HANDLE, request("example.org"), Optional.of(options));
        BytePipe stuck = new BytePipe();
        answer.complete(new HttpResponse(200, HttpFields.none(), stuck));
        Object response = StreamsTest.payload((WitResult)
                StreamsTest.payload((WitResult) ((Optional<?>) guest.get(FUTURE + "get", future)).orElseThrow()));
        Object body = guest.ok(TYPES + "[method]incoming-response.consume", response);
        Object stream = guest.ok(TYPES + "[method]incoming-body.stream", body);
        WitVariant error = (WitVariant) StreamsTest.payload(
                (WitResult) guest.get("wasi:io/streams#[method]input-stream.blocking-read", stream, 9L));
        assertThat(guest.get(TYPES + "http-error-code", StreamsTest.payload(error)))
                .hasToString("Optional[connection-read-timeout]");
        assertThat(stuck.cancelled()).isTrue();
    }

    @Test
    void droppingTheFutureCancelsTheRequest() throws Exception {
        Object future = guest.ok(HANDLE, request("example.org"), Optional.empty());
        guest.drop(TYPES + "future-incoming-response", future);
        assertThat(answer).isCancelled();
        assertThat(sent.get(0).body().cancelled()).isTrue();
    }

    @Test
    void aResponseNobodyTookIsCancelledWithTheInstance() throws Exception {
        guest.ok(HANDLE, request("example.org"), Optional.empty());
        BytePipe body = new BytePipe();
        answer.complete(new HttpResponse(200, HttpFields.none(), body));
        guest.end();
        assertThat(body.cancelled()).isTrue();
    }

    @Test
    void aRequestWithoutAuthorityOrWithAnotherSchemeIsRefused() throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        Object request = guest.get(TYPES + "[constructor]outgoing-request", fields);
        assertThat(guest.get(HANDLE, request, Optional.empty())).hasToString("err(HTTP-request-URI-invalid)");
        Object ftp = request("example.org");
        WitType.VariantOf schemes = (WitType.VariantOf) FakeGuest.type("wasi:http/types", "scheme");
        guest.call(REQUEST + "set-scheme", ftp, Optional.of(WitVariant.of(schemes, "other", "ftp")));
        assertThat(guest.get(HANDLE, ftp, Optional.empty())).hasToString("err(HTTP-protocol-error)");
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "user@host", "host:99999", "host:port", "a/b", "[::1", "host\n"})
    void anAuthorityThatIsNoneIsRefused(String authority) throws Exception {
        assertThat(guest.call(REQUEST + "set-authority", request("example.org"), Optional.of(authority)))
                .isEqualTo(WitResult.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/a b", "/a\r\nx: y", "/a#b"})
    void aPathThatIsNoneIsRefused(String path) throws Exception {
        assertThat(guest.call(REQUEST + "set-path-with-query", request("example.org"), Optional.of(path)))
                .isEqualTo(WitResult.err());
    }

    @Test
    void aMethodThatIsNoTokenIsRefused() throws Exception {
        WitType.VariantOf methods = (WitType.VariantOf) FakeGuest.type("wasi:http/types", "method");
        assertThat(guest.call(
                        REQUEST + "set-method", request("a"), WitVariant.of(methods, "other", "GET / HTTP/1.1\r\n")))
                .isEqualTo(WitResult.err());
    }

    private Object request(String authority) throws Exception {
        Object fields = guest.get(TYPES + "[constructor]fields");
        Object request = guest.get(TYPES + "[constructor]outgoing-request", fields);
        assertThat(guest.call(REQUEST + "set-authority", request, Optional.of(authority)))
                .isEqualTo(WitResult.ok());
        return request;
    }
}
