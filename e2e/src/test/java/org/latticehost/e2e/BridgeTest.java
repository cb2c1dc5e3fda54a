package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentGrants;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.OutgoingHttp;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.host.wit.text.WitPackage;
import org.latticehost.wrpc.WrpcHttp;
import org.latticehost.wrpc.WrpcNames;
import org.latticehost.wrpc.WrpcOptions;
import org.latticehost.wrpc.WrpcServing;

/** Real components that call each other, and the world, on one host and across two: the guests see no difference. */
class BridgeTest {
    private static final Path COMPONENTS = Path.of("src/test/resources/components");
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");
    private static final Path DEMO = Path.of("../host-wasi/src/test/resources/components/http-demo.wasm");
    private static final Path CALC = Path.of("../host-component/src/test/resources/components/calc.wasm");
    private static final FunctionType GREET =
            new FunctionType(List.of(new WitType.Field("name", WitType.STRING)), Optional.of(WitType.STRING));
    private static final WitPackage CALC_TYPES = WitPackage.parse("""
            package fixture:calc@0.2.1;
            interface types {
              enum op { add, sub, mul, div }
              variant token { number(f64), operator(op), name(string) }
              record problem { at: u32, message: string }
            }
            interface machine {
              use types.{token, problem};
              run: func(program: list<token>) -> result<f64, problem>;
            }
            interface names {
              use types.{problem};
              resolve: func(name: string) -> result<f64, problem>;
            }
            """);

    private final InMemoryLattice lattice = InMemoryLattice.create("bridge");
    private final WasmCloudHost host = host(lattice);
    private final WasmCloudHost other = host(lattice);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final LatticeTransport wire = lattice.transport();
    private final WrpcServing foreign = WrpcServing.of(wire.rpc(), threads, threads, WrpcOptions.defaults());

    @AfterEach
    void stop() {
        host.close();
        other.close();
        foreign.close();
        wire.close();
        threads.shutdownNow();
    }

    private static WasmCloudHost host(InMemoryLattice lattice) {
        return WasmCloudHost.builder()
                .lattice("bridge")
                .engine("endive")
                .transport(lattice.transport())
                .provider(new GreetingInternet())
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
    }

    private WasmCloudHost target(String where) {
        return where.equals("local") ? host : other;
    }

    private static ScaleCommand scale(String id, Path file) {
        return ScaleCommand.of(id, Artifact.file(file)).maxInstances(50);
    }

    // ---- components ----

    private String greet(String name) throws Exception {
        return (String) host.component("greeter")
                .call("", "greet", GREET, List.of(name), Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void serveGreeter(String where) {
        host.scale(scale("greeter", COMPONENTS.resolve("greeter/greeter.wasm")));
        target(where).scale(scale("titles", COMPONENTS.resolve("titles/titles.wasm")));
        host.putLink(Link.from("greeter")
                .to("titles")
                .interfaces("fixture:utf16", "names")
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void aComponentCallsAnother(String where) throws Exception {
        serveGreeter(where);

        assertThat(greet("Dora \u00e9 \ud83d\ude00")).isEqualTo("Hello, Dr. Dora \u00e9 \ud83d\ude00!");
        assertThat(greet("Ann")).isEqualTo("Hello, Ann!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void aTrapOfTheCalleeEndsTheCallAlone(String where) throws Exception {
        serveGreeter(where);

        assertThatThrownBy(() -> greet("X")).hasCauseInstanceOf(HostException.class);

        assertThat(greet("Ann")).isEqualTo("Hello, Ann!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void aMovedComponentIsFoundAgain(String where) throws Exception {
        serveGreeter(where);
        assertThat(greet("Dora")).isEqualTo("Hello, Dr. Dora!");

        target(where).stopComponent("titles");
        assertThatThrownBy(() -> greet("Dora")).hasStackTraceContaining("'titles' does not run on this host");
        target(where.equals("local") ? "remote" : "local")
                .scale(scale("titles", COMPONENTS.resolve("titles/titles.wasm")));

        assertThat(greet("Dora")).isEqualTo("Hello, Dr. Dora!");
    }

    @Test
    void aComponentHoldsResourcesOfAnotherOneOnTheSameHost() throws Exception {
        host.scale(scale("ledger", COMPONENTS.resolve("ledger/ledger.wasm")));
        host.scale(scale("calc", CALC).maxInstances(2));
        host.putLink(Link.from("ledger")
                .to("calc")
                .interfaces("fixture:calc", "machine")
                .build());

        for (int i = 0; i < 5; i++) { // more often than there are instances: each is given back
            assertThat(settle(host, false)).isEqualTo(2340);
            assertThat(settle(host, true)).isEqualTo(2341);
        }
        host.scale(ScaleCommand.of("ledger", Artifact.file(COMPONENTS.resolve("ledger/ledger.wasm")))
                .instancePolicy(InstancePolicy.pooled(1, 100)));
        assertThat(settle(host, true)).as("kept until the instance is reset").isEqualTo(2341);
        assertThat(settle(host, true)).isEqualTo(2341);
    }

    private static Object settle(WasmCloudHost host, boolean keep) throws Exception {
        return host.component("ledger")
                .call("", "settle", List.of(keep), Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void javaAndProvidersOfAnyKindTakePart() throws Exception {
        WitInterface machine = CALC_TYPES.get("machine");
        WitInterface names = CALC_TYPES.get("names");
        WitType.RecordOf problem = (WitType.RecordOf) names.type("problem");
        wire.start(new Unheard());
        String me = WrpcNames.prefix("bridge", "constants");
        foreign.serve(me, me, names.name().toString(), "resolve", names.function("resolve"), (call, args) -> {
            assertThat(call.sourceId()).isEqualTo("calc");
            return CompletableFuture.completedFuture(
                    args[0].equals("pi")
                            ? WitResult.ok(3.5)
                            : WitResult.err(WitRecord.of(problem, 7, "no " + args[0])));
        });
        wire.rpc().flush(Duration.ofSeconds(5));
        other.scale(scale("calc", CALC));
        other.putLink(Link.from("calc")
                .to("constants")
                .interfaces("fixture:calc", "names")
                .build());
        WitType.VariantOf token = (WitType.VariantOf) machine.type("token");
        List<Object> args = List.of(List.of(
                WitVariant.of(token, "name", "pi"),
                WitVariant.of(token, "number", 2.0),
                WitVariant.of(
                        token,
                        "operator",
                        WitEnum.of((WitType.EnumOf) CALC_TYPES.get("types").type("op"), "mul"))));

        Object seven = run(machine, args);
        Object unknown = run(machine, List.of(List.of(WitVariant.of(token, "name", "e"))));

        assertThat(seven).isEqualTo(WitResult.ok(7.0));
        assertThat(unknown.toString()).contains("no e");
    }

    private Object run(WitInterface machine, List<Object> args) throws Exception {
        return host.component("calc")
                .call(machine.name().toString(), "run", machine.function("run"), args, Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    // ---- HTTP ----

    private static HttpResponse request(WasmCloudHost from, String id, String method, String path, BytePipe body)
            throws Exception {
        return from.component(id)
                .http()
                .handle(
                        new HttpRequest(method, "http", Optional.of("localhost"), path, HttpFields.none(), body),
                        Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String text(BytePipe body) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] chunk = body.read(8192); chunk != null; chunk = body.read(8192)) {
            all.writeBytes(chunk);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void requestsStreamThroughAComponent(String where) throws Exception {
        target(where).scale(scale("hello", HELLO).instancePolicy(InstancePolicy.pooled(8, 100)));
        String body = "0123456789".repeat(300_000);
        BytePipe upload = new BytePipe();
        threads.execute(() -> {
            try {
                for (int at = 0; at < body.length(); at += 50_000) {
                    upload.write(body.substring(at, at + 50_000).getBytes(StandardCharsets.UTF_8));
                }
                upload.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        HttpResponse echo = request(host, "hello", "POST", "/echo", upload);

        assertThat(echo.status()).isEqualTo(200);
        assertThat(text(echo.body())).isEqualTo(body);
        assertThat(text(request(host, "hello", "GET", "/count", BytePipe.empty())
                                .body())
                        .lines())
                .hasSize(10);
        assertThatThrownBy(() -> request(host, "hello", "GET", "/trap", BytePipe.empty()))
                .hasCauseInstanceOf(HostException.class);
    }

    private String fetch(String authority) throws Exception {
        HttpResponse response = request(host, "demo", "GET", "/fetch?host=" + authority + "&path=/", BytePipe.empty());
        return response.status() + " " + text(response.body());
    }

    private void linkOut(String target) {
        host.putLink(Link.from("demo")
                .to(target)
                .interfaces("wasi:http", "outgoing-handler")
                .build());
    }

    @Test
    void aComponentSendsRequestsOverItsLinkAlone() throws Exception {
        host.scale(scale("demo", DEMO));
        assertThat(fetch("example.org")).isEqualTo("502 ErrorCode::HttpRequestDenied\n");

        host.startProvider(StartProvider.builtin("net", "internet"));
        linkOut("net");
        assertThat(fetch("example.org")).isEqualTo("200 provider demo example.org");
    }

    @Test
    void aComponentSendsRequestsThroughAProviderElsewhere() throws Exception {
        wire.start(new Unheard());
        String me = WrpcNames.prefix("bridge", "far");
        WrpcHttp.serveOutgoing(
                foreign,
                me,
                me,
                (call, request, timeouts) -> CompletableFuture.completedFuture(answer(
                        "far " + call.sourceId() + " " + request.authority().orElse(""))));
        wire.rpc().flush(Duration.ofSeconds(5));
        host.scale(scale("demo", DEMO));
        linkOut("far");

        assertThat(fetch("example.org")).isEqualTo("200 far demo example.org");
    }

    @Test
    void aComponentReachesGrantedHostsWithoutALink() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "granted".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        try {
            host.scale(scale("demo", DEMO)
                    .grants(ComponentGrants.builder()
                            .outgoingHost("127.0.0.1:" + port)
                            .build()));

            assertThat(fetch("127.0.0.1:" + port)).isEqualTo("200 granted");
            assertThat(fetch("localhost:" + port)).isEqualTo("502 ErrorCode::HttpRequestDenied\n");
        } finally {
            server.stop(0);
        }
        assertThat(fetch("127.0.0.1:" + port)).isEqualTo("502 ErrorCode::ConnectionRefused\n");
    }

    private static HttpResponse answer(String text) {
        return new HttpResponse(200, HttpFields.none(), BytePipe.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The whole internet in a provider. */
    private static final class GreetingInternet implements CapabilityProviderFactory, CapabilityProvider {
        @Override
        public String name() {
            return "internet";
        }

        @Override
        public CapabilityProvider create() {
            return this;
        }

        @Override
        public void start(ProviderContext context) {}

        @Override
        public Optional<OutgoingHttp> http(ResolvedLink link) {
            return Optional.of((request, telemetry) -> CompletableFuture.completedFuture(answer("provider "
                    + link.link().source() + " " + request.authority().orElse(""))));
        }

        @Override
        public void stop(Duration grace) {}
    }

    private static final class Unheard implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {}

        @Override
        public void disconnected(String reason) {}
    }
}
