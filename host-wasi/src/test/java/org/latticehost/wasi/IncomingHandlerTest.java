package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.http.IncomingRequest;
import org.latticehost.wasi.internal.http.ResponseOutparam;

/** What a guest that serves a request finds and may do. */
class IncomingHandlerTest {
    private static final String TYPES = "wasi:http/types#";
    private static final String OUT = "wasi:io/streams#[method]output-stream.";
    private static final String IN = "wasi:io/streams#[method]input-stream.";

    private final FakeGuest guest = new FakeGuest();
    private final BytePipe requestBody = new BytePipe();
    private final CompletableFuture<HttpResponse> response = new CompletableFuture<>();

    @AfterEach
    void endGuest() throws Exception {
        guest.end();
    }

    @Test
    void theRequestShowsItsHeadWithoutFieldsOfTheConnection() throws Exception {
        IncomingRequest request = new IncomingRequest(new HttpRequest(
                "PURGE",
                "https",
                Optional.empty(),
                "/a?b",
                HttpFields.of("host", "example.org:8080", "connection", "close", "accept", "x"),
                requestBody));
        assertThat(guest.get(TYPES + "[method]incoming-request.method", request))
                .hasToString("other(\"PURGE\")");
        assertThat(guest.get(TYPES + "[method]incoming-request.path-with-query", request))
                .isEqualTo(Optional.of("/a?b"));
        assertThat(guest.get(TYPES + "[method]incoming-request.scheme", request))
                .hasToString("Optional[HTTPS]");
        assertThat(guest.get(TYPES + "[method]incoming-request.authority", request))
                .isEqualTo(Optional.of("example.org:8080"));
        Object headers = guest.get(TYPES + "[method]incoming-request.headers", request);
        assertThat((List<?>) guest.get(TYPES + "[method]fields.entries", headers))
                .hasSize(1);
    }

    @Test
    void theBodyCanBeConsumedOnceAndItsStreamTakenOnce() throws Exception {
        IncomingRequest request = request("POST");
        Object body = guest.ok(TYPES + "[method]incoming-request.consume", request);
        assertThat(guest.call(TYPES + "[method]incoming-request.consume", request))
                .isEqualTo(WitResult.err());
        guest.drop(TYPES + "incoming-request", request);
        Object stream = guest.ok(TYPES + "[method]incoming-body.stream", body);
        assertThat(guest.call(TYPES + "[method]incoming-body.stream", body)).isEqualTo(WitResult.err());
        requestBody.offer("data".getBytes(UTF_8));
        assertThat((byte[]) guest.ok(IN + "blocking-read", stream, 9L)).isEqualTo("data".getBytes(UTF_8));
    }

    @Test
    void aBodyCannotEndBeforeItsStream() throws Exception {
        Object body = guest.ok(TYPES + "[method]incoming-request.consume", request("POST"));
        Object stream = guest.ok(TYPES + "[method]incoming-body.stream", body);
        assertThatThrownBy(() -> guest.call(TYPES + "[static]incoming-body.finish", body))
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("'incoming-body'")
                .hasMessageContaining("'input-stream'");
        guest.drop("wasi:io/streams#input-stream", stream);
        guest.call(TYPES + "[static]incoming-body.finish", body);
    }

    @Test
    void finishingABodyDropsTheRestAndGivesTheTrailers() throws Exception {
        Object body = guest.ok(TYPES + "[method]incoming-request.consume", request("POST"));
        requestBody.offer(new byte[1000]);
        Object trailers = guest.get(TYPES + "[static]incoming-body.finish", body);
        Object pollable = guest.get(TYPES + "[method]future-trailers.subscribe", trailers);
        assertThat(guest.get(TYPES + "[method]future-trailers.get", trailers)).isEqualTo(Optional.empty());
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", pollable)).isEqualTo(false);
        requestBody.offer(new byte[1000]);
        assertThat(requestBody.drained()).isTrue();
        requestBody.end(HttpFields.of("x-sum", "1", "upgrade", "no"));
        guest.call("wasi:io/poll#[method]pollable.block", pollable);
        Object fields = some(payload(payload(guest.get(TYPES + "[method]future-trailers.get", trailers))));
        assertThat((List<?>) guest.get(TYPES + "[method]fields.entries", fields))
                .hasSize(1);
        assertThat(guest.get(TYPES + "[method]future-trailers.get", trailers)).isEqualTo(Optional.of(WitResult.err()));
    }

    @Test
    void aBrokenRequestBodyFailsWithAnHttpErrorCode() throws Exception {
        Object body = guest.ok(TYPES + "[method]incoming-request.consume", request("POST"));
        Object stream = guest.ok(TYPES + "[method]incoming-body.stream", body);
        requestBody.fail(new HttpErrorException("HTTP-request-body-size", Optional.of(5L), "too big", null));
        WitVariant error = (WitVariant) StreamsTest.payload((WitResult) guest.get(IN + "read", stream, 1L));
        assertThat(guest.get(TYPES + "http-error-code", StreamsTest.payload(error)))
                .hasToString("Optional[HTTP-request-body-size(some(5))]");
    }

    @Test
    void theResponseIsKnownWhenItIsSetAndItsBodyStreamsAfterwards() throws Exception {
        Object outgoing = response();
        guest.call(TYPES + "[method]outgoing-response.set-status-code", outgoing, (short) 201);
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("GET"), outgoing);
        HttpResponse head = response.getNow(null);
        assertThat(head.status()).isEqualTo(201);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        assertThat(guest.call(TYPES + "[method]outgoing-body.write", body)).isEqualTo(WitResult.err());
        guest.call(OUT + "blocking-write-and-flush", stream, "later".getBytes(UTF_8));
        assertThat(head.body().poll(99)).isEqualTo("later".getBytes(UTF_8));
        guest.drop("wasi:io/streams#output-stream", stream);
        assertThat(head.body().state()).isEqualTo(BytePipe.State.EMPTY);
        Object trailers =
                guest.ok(TYPES + "[static]fields.from-list", List.of(List.of("x-fin", "yes".getBytes(UTF_8))));
        guest.call(TYPES + "[static]outgoing-body.finish", body, Optional.of(trailers));
        assertThat(head.body().state()).isEqualTo(BytePipe.State.ENDED);
        assertThat(head.body().trailers()).isEqualTo(HttpFields.of("x-fin", "yes"));
    }

    @Test
    void aResponseWithoutABodyIsComplete() throws Exception {
        set(outparam("GET"), response());
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.ENDED);
    }

    @Test
    void aBodyDroppedUnfinishedBreaksTheMessageOff() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("GET"), outgoing);
        guest.drop(TYPES + "outgoing-body", body);
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.FAILED);
    }

    @Test
    void aGuestThatReturnsEndsTheBodyThatItLeaves() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        ResponseOutparam outparam = outparam("GET");
        set(outparam, outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        guest.call(OUT + "blocking-write-and-flush", stream, "all".getBytes(UTF_8));
        outparam.returned();
        assertThat(response.getNow(null).body().poll(99)).isEqualTo("all".getBytes(UTF_8));
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.ENDED);
    }

    @Test
    void aGuestThatReturnsBeforeItsContentLengthBreaksTheMessageOff() throws Exception {
        Object outgoing = response("content-length", "4");
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        ResponseOutparam outparam = outparam("GET");
        set(outparam, outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        guest.call(OUT + "blocking-write-and-flush", stream, "all".getBytes(UTF_8));
        outparam.returned();
        assertThat(response.getNow(null).body().failure())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("returned after 3 bytes"));
    }

    @Test
    void anInstanceThatEndsBreaksItsBodyOff() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        guest.ok(TYPES + "[method]outgoing-body.write", body);
        set(outparam("GET"), outgoing);
        guest.end();
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.FAILED);
    }

    @Test
    void aFullBodyMakesTheGuestWaitUntilTheClientReads() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("GET"), outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        long room = (Long) guest.ok(OUT + "check-write", stream);
        assertThat(room).isBetween(65_536L, 2L << 20);
        guest.call(OUT + "write-zeroes", stream, room);
        assertThat(guest.ok(OUT + "check-write", stream)).isEqualTo(0L);
        Object pollable = guest.get(OUT + "subscribe", stream);
        assertThat(guest.get("wasi:io/poll#[method]pollable.ready", pollable)).isEqualTo(false);
        response.getNow(null).body().poll(Integer.MAX_VALUE);
        guest.call("wasi:io/poll#[method]pollable.block", pollable);
        assertThat((Long) guest.ok(OUT + "check-write", stream)).isPositive();
    }

    @Test
    void aClientThatGoesAwayClosesTheStream() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("GET"), outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        response.getNow(null).body().cancel();
        assertThat(StreamsTest.closed(guest.call(OUT + "check-write", stream))).isTrue();
        assertThat(StreamsTest.closed(guest.call(OUT + "blocking-write-and-flush", stream, new byte[1])))
                .isTrue();
    }

    @Test
    void aResponseNobodyWaitsForClosesItsStream() throws Exception {
        Object outgoing = response();
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        response.cancel(false);
        set(outparam("GET"), outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        assertThat(StreamsTest.closed(guest.call(OUT + "check-write", stream))).isTrue();
    }

    @Test
    void aBodyMustBeAsLongAsItsContentLength() throws Exception {
        Object outgoing = response("content-length", "3");
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("GET"), outgoing);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        guest.call(OUT + "blocking-write-and-flush", stream, new byte[2]);
        WitVariant tooLong = (WitVariant)
                StreamsTest.payload((WitResult) guest.get(OUT + "blocking-write-and-flush", stream, new byte[2]));
        assertThat(guest.get(TYPES + "http-error-code", StreamsTest.payload(tooLong)))
                .hasToString("Optional[HTTP-response-body-size(some(4))]");
        guest.drop("wasi:io/streams#output-stream", stream);
        assertThat(guest.get(TYPES + "[static]outgoing-body.finish", body, Optional.empty()))
                .hasToString("err(HTTP-response-body-size(some(2)))");
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.FAILED);
    }

    @Test
    void aContentLengthThatIsNoNumberHasNoBody() throws Exception {
        assertThat(guest.call(TYPES + "[method]outgoing-response.body", response("content-length", "many")))
                .isEqualTo(WitResult.err());
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverIsWritten() throws Exception {
        Object outgoing = response("content-length", "1000");
        Object body = guest.ok(TYPES + "[method]outgoing-response.body", outgoing);
        set(outparam("HEAD"), outgoing);
        assertThat(response.getNow(null).body().state()).isEqualTo(BytePipe.State.ENDED);
        Object stream = guest.ok(TYPES + "[method]outgoing-body.write", body);
        assertThat(guest.call(OUT + "blocking-write-and-flush", stream, new byte[4096]))
                .isEqualTo(WitResult.ok());
        guest.drop("wasi:io/streams#output-stream", stream);
        assertThat(guest.call(TYPES + "[static]outgoing-body.finish", body, Optional.empty()))
                .isEqualTo(WitResult.ok());
    }

    @Test
    void statusCodesBelowHundredAndAboveNineHundredNinetyNineAreRefused() throws Exception {
        Object outgoing = response();
        String setStatus = TYPES + "[method]outgoing-response.set-status-code";
        assertThat(guest.call(setStatus, outgoing, (short) 99)).isEqualTo(WitResult.err());
        assertThat(guest.call(setStatus, outgoing, (short) 1000)).isEqualTo(WitResult.err());
        assertThat(guest.call(setStatus, outgoing, (short) 65_535)).isEqualTo(WitResult.err());
        assertThat(guest.get(TYPES + "[method]outgoing-response.status-code", outgoing))
                .isEqualTo((short) 200);
        assertThat(guest.call(setStatus, outgoing, (short) 999)).isEqualTo(WitResult.ok());
    }

    @Test
    void anErrorCodeReachesTheServer() throws Exception {
        WitType.VariantOf codes = (WitType.VariantOf) FakeGuest.type("wasi:http/types", "error-code");
        guest.call(
                TYPES + "[static]response-outparam.set",
                outparam("GET"),
                WitResult.err(WitVariant.of(codes, "internal-error", Optional.of("asked"))));
        assertThatThrownBy(() -> response.getNow(null))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(HttpErrorException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo("internal-error");
                    assertThat(e.payload()).contains(Optional.of("asked"));
                });
    }

    @Test
    void anOutparamDroppedWithoutAResponseFailsTheRequest() {
        guest.drop(TYPES + "response-outparam", outparam("GET"));
        assertThatThrownBy(() -> response.getNow(null)).hasMessageContaining("never invoked response-outparam::set");
    }

    private IncomingRequest request(String method) {
        return new IncomingRequest(
                new HttpRequest(method, "http", Optional.of("localhost"), "/", HttpFields.none(), requestBody));
    }

    private ResponseOutparam outparam(String method) {
        return new ResponseOutparam(method, response);
    }

    private Object response(String... header) throws Exception {
        List<List<Object>> entries =
                header.length == 0 ? List.of() : List.of(List.of(header[0], header[1].getBytes(UTF_8)));
        Object fields = guest.ok(TYPES + "[static]fields.from-list", entries);
        return guest.get(TYPES + "[constructor]outgoing-response", fields);
    }

    private void set(ResponseOutparam outparam, Object outgoing) throws Exception {
        guest.call(TYPES + "[static]response-outparam.set", outparam, WitResult.ok(outgoing));
    }

    private static Object payload(Object value) {
        return value instanceof Optional<?> o ? payload(o.orElseThrow()) : StreamsTest.payload((WitResult) value);
    }

    private static Object some(Object option) {
        return ((Optional<?>) option).orElseThrow();
    }
}
