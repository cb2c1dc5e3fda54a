package org.latticehost.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.LinkedComponent;
import org.latticehost.host.spi.OutgoingHttp;

/** Components that serve HTTP, called through the adapter. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"endive", "wasmtime"})
class HttpComponentsTest {
    @Parameter
    String engine = "";

    private static final WasiHttpAdapter ADAPTER = new WasiHttpAdapter();

    private final FakeGuest services = new FakeGuest();
    private ComponentGrants grants = ComponentGrants.none();

    private Components components() {
        return Components.on(engine);
    }

    @Test
    void answersInTheWordsOfTheComponent() throws Exception {
        assertThat(get("http-hello", "/").text()).isEqualTo("200 Hello from C\n");
        assertThat(get("http-demo", "/").text()).isEqualTo("200 Hello from Rust\n");
        assertThat(get("http-hello", "/nope").text()).isEqualTo("404 not found\n");
        assertThat(get("http-demo", "/nope").text()).isEqualTo("404 not found\n");
        assertThat(get("http-hello", "/poll").text()).isEqualTo("200 written with check-write, a piece at a time\n");
    }

    @Test
    void aCoreModuleWithAWorldServesLikeTheComponentOfTheSameProgram() throws Exception {
        for (String path : new String[] {"/", "/nope", "/headers", "/forbidden", "/race?ms=1", "/big?n=100000"}) {
            assertThat(get("rust/http/http-module", path).text())
                    .as(path)
                    .isEqualTo(get("rust/http/http", path).text());
        }
        assertThatThrownBy(() -> get("rust/http/http-module", "/panic").done().join())
                .hasCauseInstanceOf(GuestTrapException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-hello", "http-demo", "rust/http/http-module"})
    void echoesABodyThatStreams(String name) throws Exception {
        BytePipe body = new BytePipe(1000);
        Exchange exchange = send(name, request("POST", "/echo", HttpFields.none(), body));
        byte[] chunk = "0123456789".repeat(500).getBytes(UTF_8);
        HttpResponse head = null;
        int received = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(body.write(chunk)).isTrue();
            head = exchange.response.join();
            for (int n = 0; n < chunk.length; ) {
                byte[] piece = head.body().read(Integer.MAX_VALUE);
                assertThat(piece).isNotNull();
                n += piece == null ? 0 : piece.length;
                received += piece == null ? 0 : piece.length;
            }
        }
        body.end();
        exchange.done.join();
        assertThat(received).isEqualTo(500_000);
        assertThat(exchange.response.join().body().state()).isEqualTo(BytePipe.State.ENDED);
    }

    @Test
    void sendsTrailers() throws Exception {
        Exchange exchange = get("http-hello", "/trailers");
        assertThat(exchange.text()).isEqualTo("200 see the trailer\n");
        assertThat(exchange.response.join().body().trailers()).isEqualTo(HttpFields.of("x-fin", "yes"));
    }

    @Test
    void anErrorCodeOfTheGuestFailsTheRequest() throws Exception {
        assertThat(failure(get("http-hello", "/error"))).satisfies(e -> {
            assertThat(e.errorCode()).isEqualTo("internal-error");
            assertThat(e.payload()).contains(Optional.of("asked"));
        });
    }

    @Test
    void aGuestThatSetsNoResponseFailsTheRequest() throws Exception {
        assertThat(failure(get("http-hello", "/nothing"))).satisfies(e -> {
            assertThat(e.errorCode()).isEqualTo("internal-error");
            assertThat(e).hasMessageContaining("guest never invoked response-outparam::set");
        });
    }

    @Test
    void aTrapBeforeTheResponseReachesTheCaller() throws Exception {
        for (Exchange exchange : new Exchange[] {get("http-hello", "/trap"), get("http-demo", "/panic")}) {
            assertThatThrownBy(exchange.done::join).hasCauseInstanceOf(GuestTrapException.class);
            assertThat(exchange.response).isNotDone();
        }
    }

    @Test
    void aTrapAfterTheHeadCutsTheBodyOff() throws Exception {
        Exchange exchange = get("http-hello", "/late-trap");
        HttpResponse head = exchange.response.join();
        assertThat(head.status()).isEqualTo(200);
        assertThatThrownBy(exchange.done::join).hasCauseInstanceOf(GuestTrapException.class);
        assertThat(head.body().state()).isEqualTo(BytePipe.State.FAILED);
    }

    @Test
    void timersAndPollWork() throws Exception {
        assertThat(get("http-demo", "/sleep?ms=30").text()).isEqualTo("200 slept\n");
        assertThat(get("http-demo", "/race?ms=15").text()).isEqualTo("200 ready [1]\n");
    }

    @Test
    void theRequestArrivesWhole() throws Exception {
        HttpFields headers = HttpFields.of("x-a", "1", "connection", "close", "host", "ignored");
        Exchange exchange = send("http-demo", request("DELETE", "/info?x=y", headers, BytePipe.empty()));
        assertThat(exchange.text()).isEqualTo("""
                200 method Method::Delete
                path /info?x=y
                scheme Some(Scheme::Http)
                authority Some("localhost:8080")
                x-a: 1
                """);
    }

    @Test
    void bodiesAreReadToTheirEnd() throws Exception {
        byte[] big = "abc ".repeat(100_000).getBytes(UTF_8);
        BytePipe body = new BytePipe(4096);
        Exchange exchange = send("http-demo", request("POST", "/upper", HttpFields.none(), body));
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> StreamsTest.unchecked(() -> {
            for (int i = 0; i < big.length; i += 1000) {
                body.write(java.util.Arrays.copyOfRange(big, i, i + 1000));
            }
            body.end();
            return true;
        }));
        assertThat(exchange.text()).isEqualTo("200 " + "ABC ".repeat(100_000));
        writer.join();
    }

    @Test
    void aContentLengthIsKept() throws Exception {
        Exchange exchange = send(
                "http-demo",
                request("POST", "/echo", HttpFields.of("content-length", "4"), BytePipe.of("four".getBytes(UTF_8))));
        assertThat(exchange.text()).isEqualTo("200 four");
        assertThat(exchange.response.join().headers()).isEqualTo(HttpFields.of("content-length", "4"));
    }

    @Test
    void aBigBodyWaitsForASlowReader() throws Exception {
        Exchange exchange = get("http-demo", "/big?n=3000000");
        assertThat(exchange.text()).hasSize(3_000_004);
    }

    @Test
    void aClientThatGoesAwayEndsTheGuest() throws Exception {
        Exchange exchange = get("http-demo", "/big?n=1000000000");
        exchange.response.join().body().cancel();
        assertThatThrownBy(exchange.done::join).hasCauseInstanceOf(GuestTrapException.class);
    }

    @Test
    void headersMayRepeatAndBeBinary() throws Exception {
        Exchange exchange = get("http-demo", "/headers");
        assertThat(exchange.text()).isEqualTo("200 see the headers, binary accepted\n");
        var fields = exchange.response.join().headers();
        assertThat(fields.fields().stream().map(f -> f.name()).toList())
                .containsExactly("x-multi", "x-multi", "x-case", "x-binary");
        assertThat(fields.first("x-case")).contains("Kept?");
        assertThat(fields.fields().get(3).value()).containsExactly(0xe9);
    }

    @Test
    void fieldsOfTheConnectionAreRefused() throws Exception {
        assertThat(get("http-demo", "/forbidden").text())
                .contains("host: Err(HeaderError::Forbidden)")
                .contains("upgrade: Err(HeaderError::Forbidden)")
                .contains("bad name: Err(HeaderError::InvalidSyntax)")
                .contains("ok-name: Ok(())")
                .contains("request headers: Err(HeaderError::Immutable)");
    }

    @Test
    void theEnvironmentIsTheGrantedOne() throws Exception {
        grants = ComponentGrants.builder().environment("K", "v").build();
        assertThat(get("http-demo", "/env").text()).isEqualTo("200 K=v\n");
    }

    @Test
    void outgoingRequestsGoThroughTheService() throws Exception {
        AtomicReference<HttpRequest> sent = new AtomicReference<>();
        services.service(OutgoingHttp.class, (request, telemetry) -> {
            sent.set(request);
            return CompletableFuture.completedFuture(
                    new HttpResponse(203, HttpFields.none(), BytePipe.of("from upstream".getBytes(UTF_8))));
        });
        assertThat(get("http-demo", "/fetch?host=example.org:81&path=/x").text())
                .isEqualTo("203 from upstream");
        assertThat(sent.get().authority()).contains("example.org:81");
        assertThat(sent.get().scheme()).isEqualTo("http");
        assertThat(sent.get().pathWithQuery()).isEqualTo("/x");
    }

    @Test
    void failedOutgoingRequestsTellTheirCode() throws Exception {
        assertThat(get("http-demo", "/fetch?host=a").text()).isEqualTo("502 ErrorCode::HttpRequestDenied\n");
        services.service(
                OutgoingHttp.class,
                (request, telemetry) -> CompletableFuture.failedFuture(
                        new HttpErrorException("connection-refused", null, "nobody there", null)));
        assertThat(get("http-demo", "/fetch?host=a").text()).isEqualTo("502 ErrorCode::ConnectionRefused\n");
        services.service(OutgoingHttp.class, (request, telemetry) -> new CompletableFuture<>());
        assertThat(get("http-demo", "/fetch-timeout?host=a").text())
                .isEqualTo("502 ErrorCode::ConnectionReadTimeout\n");
    }

    @Test
    void aGuestThatWaitsIsReleasedWhenItIsInterrupted() throws Exception {
        try (LinkedComponent linked = components().link("http-demo", grants);
                ComponentInstance instance = linked.instantiate(services)) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(() -> ADAPTER.handle(
                    instance,
                    ADAPTER.handler(linked).orElseThrow(),
                    services,
                    request("GET", "/sleep?ms=1000000", HttpFields.none(), BytePipe.empty()),
                    new CompletableFuture<>()));
            instance.interrupt(new InvocationTimeoutException("time is over"));
            assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(InvocationTimeoutException.class);
        }
    }

    @Test
    void aComponentThatServesNoHttpHasNoHandler() {
        try (LinkedComponent linked = components().link("cli-report", ComponentGrants.none())) {
            assertThat(ADAPTER.handler(linked)).isEmpty();
        }
    }

    @Test
    void anInstanceServesSeveralRequests() throws Exception {
        try (LinkedComponent linked = components().link("http-hello", ComponentGrants.none());
                ComponentInstance instance = linked.instantiate(services)) {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<HttpResponse> response = new CompletableFuture<>();
                ADAPTER.handle(
                        instance,
                        ADAPTER.handler(linked).orElseThrow(),
                        services,
                        request("GET", "/", HttpFields.none(), BytePipe.empty()),
                        response);
                assertThat(response.join().body().read(99)).isEqualTo("Hello from C\n".getBytes(UTF_8));
            }
        }
    }

    private Exchange get(String name, String path) {
        return send(name, request("GET", path, HttpFields.none(), BytePipe.empty()));
    }

    private static HttpRequest request(String method, String path, HttpFields headers, BytePipe body) {
        return new HttpRequest(method, "http", Optional.of("localhost:8080"), path, headers, body);
    }

    private Exchange send(String name, HttpRequest request) {
        CompletableFuture<HttpResponse> response = new CompletableFuture<>();
        CompletableFuture<Void> done = CompletableFuture.runAsync(() -> {
            try (LinkedComponent linked = components().link(name, grants);
                    ComponentInstance instance = linked.instantiate(services)) {
                ADAPTER.handle(instance, ADAPTER.handler(linked).orElseThrow(), services, request, response);
            }
        });
        return new Exchange(response, done);
    }

    private static HttpErrorException failure(Exchange exchange) {
        try {
            exchange.response.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HttpErrorException http) {
                return http;
            }
        }
        throw new AssertionError("the request did not fail with an error code");
    }

    /** A request under way: its response, and the end of the guest's call. */
    private record Exchange(CompletableFuture<HttpResponse> response, CompletableFuture<Void> done) {

        /** Status and body. */
        String text() throws Exception {
            HttpResponse head = response.join();
            StringBuilder text = new StringBuilder().append(head.status()).append(' ');
            for (byte[] piece = head.body().read(5000);
                    piece != null;
                    piece = head.body().read(5000)) {
                text.append(new String(piece, UTF_8));
            }
            done.join();
            return text.toString();
        }
    }
}
