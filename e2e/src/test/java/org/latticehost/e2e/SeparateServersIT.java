package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.WasmCloudHostBuilder;
import org.latticehost.host.client.HostSummary;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;
import org.latticehost.nats.NatsTransport;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

/** Commands and metadata on one NATS server, calls between components on another. */
class SeparateServersIT {
    private static final Path COMPONENTS = Path.of("src/test/resources/components");
    private static final FunctionType GREET =
            new FunctionType(List.of(new WitType.Field("name", WitType.STRING)), Optional.of(WitType.STRING));

    private final List<AutoCloseable> open = new ArrayList<>();
    private NatsServer control;
    private NatsServer rpc;

    @BeforeEach
    void startServers() {
        control = NatsServers.onFreePort();
        rpc = NatsServers.onFreePort();
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        control.close();
        rpc.close();
    }

    private NatsTransport transport() {
        return NatsTransport.builder()
                .controlServers(List.of(control.url()))
                .rpcServers(List.of(rpc.url()))
                .build();
    }

    private WasmCloudHost start(WasmCloudHostBuilder builder) {
        WasmCloudHost host = builder.lattice("apart")
                .engine("endive")
                .transport(transport())
                .gracePeriod(Duration.ofSeconds(2))
                .build();
        open.add(host);
        return host.start();
    }

    private LatticeClient client(String topicPrefix) {
        LatticeClient client = LatticeClient.builder()
                .transport(NatsTransport.builder().server(control.url()).build())
                .lattice("apart")
                .topicPrefix(topicPrefix)
                .connect();
        open.add(client);
        return client;
    }

    @Test
    void commandsTakeOneServerAndCallsTheOther() throws Exception {
        WasmCloudHost one = start(WasmCloudHost.builder());
        WasmCloudHost two = start(WasmCloudHost.builder());
        LatticeClient client = client("wasmbus.ctl");
        assertThat(client.hosts()).extracting(HostSummary::id).containsExactlyInAnyOrder(one.id(), two.id());
        one.scale(ScaleCommand.of("greeter", Artifact.file(COMPONENTS.resolve("greeter/greeter.wasm")))
                .limits(ComponentLimits.none().maxExecutionTime(Duration.ofSeconds(2))));
        two.scale(ScaleCommand.of("titles", Artifact.file(COMPONENTS.resolve("titles/titles.wasm"))));
        client.putLink(Link.from("greeter")
                .to("titles")
                .interfaces("fixture:utf16", "names")
                .build());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(greet(one)).isEqualTo("Hello, Dr. Dora!"));

        rpc.kill();
        assertThatThrownBy(() -> greet(one)).rootCause().isNotNull();
        assertThat(client.hosts())
                .as("commands do not need the server of the calls")
                .extracting(HostSummary::id)
                .containsExactlyInAnyOrder(one.id(), two.id());

        rpc.start();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(greet(one)).isEqualTo("Hello, Dr. Dora!"));
    }

    private static Object greet(WasmCloudHost host) throws Exception {
        return host.component("greeter")
                .call("", "greet", GREET, List.of("Dora"), Context.root())
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void hostsOfAnotherTopicPrefixAreNotAsked() {
        WasmCloudHost usual = start(WasmCloudHost.builder());
        WasmCloudHost other = start(WasmCloudHost.builder().controlTopicPrefix("acme.ctl"));

        assertThat(client("wasmbus.ctl").hosts()).extracting(HostSummary::id).containsExactly(usual.id());
        assertThat(client("acme.ctl").hosts()).extracting(HostSummary::id).containsExactly(other.id());
        assertThat(client("acme.ctl").inventory(other.id()).hostId()).isEqualTo(other.id());
    }
}
