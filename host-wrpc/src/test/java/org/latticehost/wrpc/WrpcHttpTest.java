package org.latticehost.wrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

class WrpcHttpTest extends CallFixture {
    private final WrpcHttp http = WrpcHttp.incoming(client, PREFIX);

    @Test
    void aRequestWithBodyAndTrailersIsEchoedWithBoth() throws Exception {
        WrpcHttp.serveIncoming(serving, PREFIX, PREFIX, (call, request, timeouts) -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.scheme()).isEqualTo("http");
            assertThat(request.pathWithQuery()).isEqualTo("/echo?x=1");
            assertThat(request.authority()).contains("localhost:8080");
            return CompletableFuture.completedFuture(new HttpResponse(201, request.headers(), request.body()));
        });
        BytePipe body = new BytePipe();
        HttpFields headers = HttpFields.of("accept", "text/plain", "x-one", "1", "accept", "*/*");
        HttpRequest request =
                new HttpRequest("POST", "http", Optional.of("localhost:8080"), "/echo?x=1", headers, body);

        HttpResponse response =
                http.send(request, HEADERS, TIMEOUT).toCompletableFuture().get(10, TimeUnit.SECONDS);
        body.offer("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        body.offer("defg".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        body.end(HttpFields.of("x-check", "ok"));

        assertThat(response.status()).isEqualTo(201);
        // All values of a name travel together.
        assertThat(response.headers()).isEqualTo(HttpFields.of("accept", "text/plain", "accept", "*/*", "x-one", "1"));
        assertThat(readAll(response.body())).isEqualTo("abcdefg");
        assertThat(response.body().trailers()).isEqualTo(HttpFields.of("x-check", "ok"));
    }

    @Test
    void anErrorCodeReachesTheCallerAsSuch() {
        WrpcHttp.serveOutgoing(
                serving,
                PREFIX,
                PREFIX,
                (call, request, timeouts) -> CompletableFuture.failedFuture(
                        new HttpErrorException("internal-error", Optional.of("timeouts " + timeouts), "no", null)));
        HttpTimeouts timeouts = new HttpTimeouts(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3));

        assertThatThrownBy(() -> WrpcHttp.outgoing(client, PREFIX)
                        .send(get(), timeouts, HEADERS, TIMEOUT)
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(HttpErrorException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo("internal-error");
                    assertThat(e.payload()).contains(Optional.of("timeouts " + timeouts));
                });
    }

    /** Such requests come from peers of other kinds only. */
    @Test
    void aRequestToAServerThatIsNotNamedHasACodeAndOneWithoutSchemeIsForTls() throws Exception {
        WrpcHttp.serveOutgoing(
                serving,
                PREFIX,
                PREFIX,
                (call, request, timeouts) -> CompletableFuture.failedFuture(new HttpErrorException(
                        "internal-error", Optional.of(request.scheme() + request.pathWithQuery()), "no", null)));

        assertThat(sendBare(Optional.empty())).hasToString("err(HTTP-request-URI-invalid)");
        assertThat(sendBare(Optional.of("example.test"))).asString().contains("internal-error", "https/");
    }

    private Object sendBare(Optional<String> authority) throws Exception {
        FunctionType handle = WireInterfaces.HTTP_OUTGOING_HANDLER.function("handle");
        WitType.RecordOf type = (WitType.RecordOf) handle.params().get(0).type();
        WitRecord request = WitRecord.of(
                type,
                BytePipe.empty(),
                CompletableFuture.completedFuture(Optional.empty()),
                WitVariant.of((WitType.VariantOf) type.fields().get(2).type(), "get", null),
                Optional.empty(),
                Optional.empty(),
                authority,
                java.util.List.of());
        return client.invoke(
                        PREFIX,
                        WireInterfaces.HTTP_OUTGOING_HANDLER.name().toString(),
                        "handle",
                        handle,
                        new Object[] {request, Optional.empty()},
                        HEADERS,
                        TIMEOUT)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void aHandlerThatFailsOtherwiseGivesATransportFailure() {
        WrpcHttp.serveIncoming(serving, PREFIX, PREFIX, (call, request, timeouts) -> {
            throw new IllegalStateException("a trap");
        });

        assertThatThrownBy(() ->
                        http.send(get(), HEADERS, TIMEOUT).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(TransportException.class);
    }

    @Test
    void aBodyThatBreaksOffBreaksOffAtTheOtherEnd() throws Exception {
        BytePipe body = new BytePipe();
        WrpcHttp.serveIncoming(
                serving,
                PREFIX,
                PREFIX,
                (call, request, timeouts) ->
                        CompletableFuture.completedFuture(new HttpResponse(200, HttpFields.none(), body)));
        HttpResponse response =
                http.send(get(), HEADERS, TIMEOUT).toCompletableFuture().get(10, TimeUnit.SECONDS);
        body.offer(new byte[] {'a'});
        assertThat(response.body().read(10)).containsExactly('a');
        body.fail(new IllegalStateException("disk on fire"));

        assertThatThrownBy(() -> response.body().read(10)).isInstanceOf(BytePipe.PipeBrokenException.class);
    }

    @Test
    void cancellingTheResponsesBodyLetsTheWriterGo() throws Exception {
        BytePipe body = new BytePipe();
        WrpcHttp.serveIncoming(
                serving,
                PREFIX,
                PREFIX,
                (call, request, timeouts) ->
                        CompletableFuture.completedFuture(new HttpResponse(200, HttpFields.none(), body)));
        HttpResponse response =
                http.send(get(), HEADERS, TIMEOUT).toCompletableFuture().get(10, TimeUnit.SECONDS);
        response.body().cancel();

        // wRPC cannot tell the writer; the limit on silence does.
        while (body.offer(new byte[64 << 10])) {
            Thread.onSpinWait();
        }
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(body::cancelled);
    }

    @Test
    void theInterfacesOfWellKnownCapabilitiesAreThoseOnTheWire() {
        assertThat(WireInterfaces.KEYVALUE_STORE.name()).hasToString("wrpc:keyvalue/store@0.2.0-draft");
        assertThat(WireInterfaces.KEYVALUE_STORE.functions())
                .containsOnlyKeys("get", "set", "delete", "exists", "list-keys");
        assertThat(WireInterfaces.BLOBSTORE.functions()).hasSize(14);
        assertThat(WireInterfaces.BLOBSTORE_0_1.name()).hasToString("wrpc:blobstore/blobstore@0.1.0");
        assertThat(WireInterfaces.MESSAGING_HANDLER.functions()).containsOnlyKeys("handle-message");
        FunctionType increment = WireInterfaces.KEYVALUE_ATOMICS.function("increment");
        assertThat(increment.result()).isPresent();
    }

    @Test
    void theHttpTypesAreThoseOfTheFlows() {
        var flows = org.latticehost.wrpc.vectors.Flow.all();
        assertThat(flows.stream()
                        .filter(f -> f.text("instance").startsWith("wrpc:http/incoming-handler"))
                        .map(f -> f.type().result()))
                .isNotEmpty()
                .allMatch(
                        WireInterfaces.HTTP_INCOMING_HANDLER.function("handle").result()::equals);
        assertThat(flows.stream()
                        .filter(f -> f.text("instance").startsWith("wrpc:http/outgoing-handler"))
                        .map(f -> f.type().params().stream().map(p -> p.type()).toList()))
                .isNotEmpty()
                .allMatch(WireInterfaces.HTTP_OUTGOING_HANDLER.function("handle").params().stream()
                        .map(p -> p.type())
                        .toList()::equals);
    }

    private static HttpRequest get() {
        return new HttpRequest("GET", "https", Optional.of("example.test"), "/", HttpFields.none(), BytePipe.empty());
    }

    private static String readAll(BytePipe pipe) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece = pipe.read(100); piece != null; piece = pipe.read(100)) {
            all.writeBytes(piece);
        }
        return all.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
