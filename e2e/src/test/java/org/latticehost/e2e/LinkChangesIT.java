package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticehost.e2e.CallsOnNatsIT.Titles;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/**
 * The link of a busy component is led from a provider of its host to a provider and a component of another host, in turn.
 * Every call is answered, and by the target that the link named at some moment of the call.
 */
class LinkChangesIT {
    private static final Path COMPONENTS = Path.of("src/test/resources/components");
    private static final FunctionType GREET =
            new FunctionType(List.of(new WitType.Field("name", WitType.STRING)), Optional.of(WitType.STRING));
    private static final List<String> TARGETS = List.of("here", "there", "titles");
    private static final List<String> ANSWERS = List.of("Hello, here Dora!", "Hello, there Dora!", "Hello, Dr. Dora!");
    private static final int ROUNDS = 12;
    private static NatsServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<WasmCloudHost> hosts = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    /** The round whose change is asked for or made; the one whose change the calling host has acknowledged. */
    private volatile int begun;

    private volatile int acknowledged;

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopAll() {
        begun = Integer.MAX_VALUE;
        threads.shutdownNow();
        hosts.forEach(WasmCloudHost::close);
    }

    private WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost host = builder.build();
        hosts.add(host);
        return host.start();
    }

    private static WasmCloudHostBuilder host(String lattice, String provider) {
        return WasmCloudHost.builder()
                .lattice(lattice)
                .engine("endive")
                .transport(NatsTransport.builder().server(server.url()).build())
                .provide(provider, List.of(CallsOnNatsIT.names(new Titles(provider))))
                .gracePeriod(Duration.ofSeconds(2));
    }

    private static Link link(int round) {
        return Link.from("greeter")
                .to(TARGETS.get(round % TARGETS.size()))
                .interfaces("fixture:utf16", "names")
                .build();
    }

    /**
     * @param way a link is put over the old one, or the old one is removed first, as other tools do
     * @param host that is told: the one that calls, or the other
     */
    @ParameterizedTest
    @CsvSource({"replace,caller", "replace,other", "deleteAndPut,caller", "deleteAndPut,other"})
    void aLinkThatChangesUnderLoadLosesNoCallAndNoneGoesTheOldWayAfterwards(String way, String host) throws Exception {
        WasmCloudHost caller = start(host(way + "-" + host, "here"));
        WasmCloudHost other = start(host(way + "-" + host, "there"));
        caller.scale(ScaleCommand.of("greeter", Artifact.file(COMPONENTS.resolve("greeter/greeter.wasm")))
                .maxInstances(50));
        other.scale(ScaleCommand.of("titles", Artifact.file(COMPONENTS.resolve("titles/titles.wasm")))
                .maxInstances(50)
                .instancePolicy(InstancePolicy.pooled(50, 1000)));
        WasmCloudHost told = host.equals("caller") ? caller : other;
        caller.putLink(link(0));
        await().until(() -> told.links().size() == 1);
        List<CompletableFuture<Void>> callers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> callUntilTheLastRound(caller), threads))
                .toList();

        for (int round = 1; round < ROUNDS; round++) {
            int enough = answered.get() + 60;
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= enough || anyFailed(callers));
            begun = round;
            if (way.equals("replace")) {
                told.replaceLink(link(round));
            } else {
                told.deleteLink(link(round - 1));
                told.putLink(link(round));
            }
            List<Link> now = List.of(link(round));
            if (told == caller) {
                assertThat(caller.links()).isEqualTo(now);
            } else {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> caller.links().equals(now));
            }
            acknowledged = round;
        }
        begun = ROUNDS;

        for (CompletableFuture<Void> each : callers) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private static boolean anyFailed(List<CompletableFuture<Void>> callers) {
        return callers.stream().anyMatch(CompletableFuture::isCompletedExceptionally);
    }

    private void callUntilTheLastRound(WasmCloudHost host) {
        while (begun < ROUNDS) {
            int first = acknowledged;
            Object answer;
            try {
                answer = host.component("greeter")
                        .call("", "greet", GREET, List.of("Dora"), Context.root())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("a call that began in round " + first + " was lost in round " + begun, e);
            }
            int last = Math.min(begun, ROUNDS - 1);
            assertThat(IntStream.rangeClosed(first, last).mapToObj(round -> ANSWERS.get(round % ANSWERS.size())))
                    .as("answers in rounds %d to %d", first, last)
                    .contains((String) answer);
            answered.incrementAndGet();
        }
    }
}
