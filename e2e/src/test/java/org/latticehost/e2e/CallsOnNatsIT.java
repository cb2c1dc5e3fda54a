package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.bind.JavaCapability;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.text.WitPackage;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** Calls between two hosts over a NATS server: many, large, and broken off. */
class CallsOnNatsIT {
    private static final Path COMPONENTS = Path.of("src/test/resources/components");
    private static final Path HELLO = Path.of("../examples/components/http-hello/http-hello.wasm");
    private static final Path RELAY = Path.of("../fixtures/rust/http/http.wasm");
    private static final long STREAM = 100L << 20;
    private static final FunctionType GREET =
            new FunctionType(List.of(new WitType.Field("name", WitType.STRING)), Optional.of(WitType.STRING));
    static final WitInterface NAMES = WitPackage.parse("""
            package fixture:utf16;
            interface names { title: func(name: string) -> option<string>; }
            """).get("names");
    private static NatsServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();
    private FaultProxy proxy;
    private WasmCloudHost one;
    private WasmCloudHost two;
    private final Titles first = new Titles("first");
    private final Titles second = new Titles("second");

    /** A Java object that the lattice calls. */
    public static final class Titles {
        private final String title;
        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch blocked = new CountDownLatch(1);

        Titles(String title) {
            this.title = title;
        }

        public Optional<String> title(String name) throws InterruptedException {
            calls.incrementAndGet();
            if (name.equals("block")) {
                blocked.countDown();
                new CountDownLatch(1).await();
            }
            return Optional.of(title);
        }
    }

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startHosts(TestInfo test) {
        String lattice = test.getTestMethod().orElseThrow().getName();
        proxy = FaultProxy.to(server.port());
        one = start(host(lattice, server.url()));
        two = start(host(lattice, "nats://127.0.0.1:" + proxy.port())
                .provide("first", List.of(names(first)))
                .provide("second", List.of(names(second))));
        one.scale(ScaleCommand.of("greeter", Artifact.file(COMPONENTS.resolve("greeter/greeter.wasm")))
                .maxInstances(50)
                .limits(ComponentLimits.none().maxExecutionTime(Duration.ofSeconds(10))));
    }

    static JavaCapability names(Titles titles) {
        return JavaCapability.of("fixture:utf16/names", titles).toLattice(NAMES);
    }

    private static WasmCloudHostBuilder host(String lattice, String url) {
        return WasmCloudHost.builder()
                .lattice(lattice)
                .engine("endive")
                .transport(NatsTransport.builder().server(url).build())
                .gracePeriod(Duration.ofSeconds(2));
    }

    private WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost host = builder.build();
        open.add(host);
        return host.start();
    }

    @AfterEach
    void stopAll() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable each : open) {
            each.close();
        }
        proxy.close();
    }

    private void link(String target) {
        one.putLink(Link.from("greeter")
                .to(target)
                .interfaces("fixture:utf16", "names")
                .build());
    }

    private CompletableFuture<Object> greet(String name) {
        return one.component("greeter")
                .call("", "greet", GREET, List.of(name), Context.root())
                .toCompletableFuture();
    }

    @Test
    void aThousandCallsAtOnceAreAnsweredByAComponentOfTheOtherHost() throws Exception {
        two.scale(ScaleCommand.of("titles", Artifact.file(COMPONENTS.resolve("titles/titles.wasm")))
                .maxInstances(50)
                .instancePolicy(InstancePolicy.pooled(50, 1000)));
        link("titles");

        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(greet("Dora " + i));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(calls.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("Hello, Dr. Dora " + i + "!");
        }
    }

    @Test
    void aCallWhoseTargetsHostIsKilledEndsWithAnErrorInTime(@TempDir Path folder) throws Exception {
        one.scale(ScaleCommand.of("greeter", Artifact.file(COMPONENTS.resolve("greeter/greeter.wasm")))
                .limits(ComponentLimits.none().maxExecutionTime(Duration.ofSeconds(3))));
        HostProcess killed = HostProcess.start(server.url(), one.lattice(), TwoHostsIT.SEED, "x");
        open.add(killed);
        link(HostProcess.HELD);
        Path called = folder.resolve("called");
        CompletableFuture<Object> call = greet(called.toString());
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(called) || call.isDone());

        killed.kill();

        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(InvocationTimeoutException.class);
        assertThatThrownBy(() -> greet("Ann").get(20, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_RESPONDERS));
    }

    @Test
    void aCallWhoseTargetDiesEndsWithAnErrorInTime() throws Exception {
        one.scale(ScaleCommand.of("greeter", Artifact.file(COMPONENTS.resolve("greeter/greeter.wasm")))
                .limits(ComponentLimits.none().maxExecutionTime(Duration.ofSeconds(3))));
        link("first");
        CompletableFuture<Object> call = greet("block");
        assertThat(first.blocked.await(20, TimeUnit.SECONDS)).isTrue();

        proxy.cut();

        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(InvocationTimeoutException.class);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThatThrownBy(() -> greet("Ann").get(20, TimeUnit.SECONDS))
                        .rootCause()
                        .isInstanceOfSatisfying(
                                HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_RESPONDERS)));

        proxy.heal();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(greet("Ann").get(20, TimeUnit.SECONDS)).isEqualTo("Hello, first Ann!"));
    }

    @Test
    void aHundredMebibytesPassThroughAComponentOfTheOtherHostWithFlatMemory() throws Exception {
        two.scale(ScaleCommand.of("hello", Artifact.file(HELLO)));

        assertThat(growthWhileEchoed("hello", "/echo")).isLessThan(32L << 20);
    }

    /** Component, host one, NATS, HTTP client of host two, HTTP server of host two, component; and all the way back. */
    @Test
    void aComponentStreamsAHundredMebibytesToAComponentOfTheOtherHostAndBackWithFlatMemory() throws Exception {
        int port = freePort();
        two.scale(ScaleCommand.of("hello", Artifact.file(HELLO)));
        two.startProvider(
                StartProvider.builtin("web", "http-server").configValue("default_address", "127.0.0.1:" + port));
        two.putLink(Link.from("web")
                .to("hello")
                .interfaces("wasi:http", "incoming-handler")
                .build());
        two.startProvider(StartProvider.builtin("client", "http-client"));
        one.scale(ScaleCommand.of("relay", Artifact.file(RELAY)));
        one.putLink(Link.from("relay")
                .to("client")
                .interfaces("wasi:http", "outgoing-handler")
                .build());

        assertThat(growthWhileEchoed("relay", "/relay?host=127.0.0.1:" + port + "&path=/echo"))
                .isLessThan(32L << 20);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Sends a large body through a component and reads it back; what the heap grows by, at most, meanwhile. */
    private long growthWhileEchoed(String component, String path) throws Exception {
        BytePipe body = new BytePipe();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> fill(body), threads);
        HttpResponse answer = one.component(component)
                .http()
                .handle(
                        new HttpRequest("POST", "http", Optional.of("localhost"), path, HttpFields.none(), body),
                        Context.root())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
        long before = usedHeap();
        long most = 0;
        long read = 0;
        for (byte[] piece = answer.body().read(1 << 20);
                piece != null;
                piece = answer.body().read(1 << 20)) {
            if (read >> 25 != (read + piece.length) >> 25) {
                most = Math.max(most, usedHeap());
            }
            read += piece.length;
        }
        writer.get(30, TimeUnit.SECONDS);
        assertThat(read).isEqualTo(STREAM);
        return most - before;
    }

    @Test
    void aComponentCarriesAHundredMebibytesToAStoreOfTheOtherHostAndBackWithFlatMemory(@TempDir Path folder)
            throws Exception {
        one.scale(ScaleCommand.of("courier", Artifact.file(COMPONENTS.resolve("courier/courier.wasm"))));
        two.startProvider(StartProvider.builtin("store", "blobstore-fs").configValue("root", folder.toString()));
        one.putLink(Link.from("courier")
                .to("store")
                .interfaces("wasi:blobstore", "blobstore")
                .build());
        assertThat(growthWhile(courier("send", (int) (STREAM >> 14)))).isLessThan(32L << 20);
        assertThat(folder.resolve("load/load")).hasSize(STREAM);
        assertThat(growthWhile(courier("fetch"))).isLessThan(32L << 20);
    }

    private CompletableFuture<Object> courier(String function, Object... args) {
        return one.component("courier")
                .call("", function, List.of(args), Context.root())
                .toCompletableFuture();
    }

    /** What the heap grows by, at most, until all has been carried. */
    private static long growthWhile(CompletableFuture<Object> carried) throws Exception {
        long before = usedHeap();
        long most = before;
        while (!carried.isDone()) {
            most = Math.max(most, usedHeap());
            try {
                assertThat(carried.get(200, TimeUnit.MILLISECONDS)).isEqualTo(WitResult.ok(STREAM));
            } catch (TimeoutException e) {
                // goes on
            }
        }
        assertThat(carried.get()).isEqualTo(WitResult.ok(STREAM));
        return most - before;
    }

    private static void fill(BytePipe body) {
        try {
            for (long at = 0; at < STREAM; at += 64 << 10) {
                body.write(new byte[64 << 10]);
            }
            body.end();
        } catch (InterruptedException e) {
            body.fail(e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
