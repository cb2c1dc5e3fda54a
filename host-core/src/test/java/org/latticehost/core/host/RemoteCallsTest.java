package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.error.PolicyDeniedException;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.PolicyEngine;

/** Component "one" calls component "two" of the same host, and of another one: with the same outcome. */
class RemoteCallsTest extends TestHosts {
    private static final Link ONE_TO_TWO = Link.from("one")
            .to("two")
            .interfaces("test:app", "dep")
            .sourceConfig("path")
            .build();

    private static CompletableFuture<Object> call(WasmCloudHost host, String function) {
        return host.component("one")
                .call(FakeRuntime.API, function, List.of("hi"), Context.root())
                .toCompletableFuture();
    }

    private static void failsWith(CompletableFuture<Object> call, Class<? extends HostException> type, ErrorCode code) {
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOfSatisfying(type, e -> assertThat(e.code()).isEqualTo(code));
    }

    private WasmCloudHost hostOfTwo(WasmCloudHost first, String where) {
        return where.equals("remote") ? start() : first;
    }

    /** The link, which says to go over the lattice even though the target is on the same host, if that is wanted. */
    private static void link(WasmCloudHost host, String where) {
        host.putConfig("path", Map.of("call_path", where.equals("lattice") ? "lattice" : "auto"));
        host.putLink(ONE_TO_TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void answersACallOverALink(String where) {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        link(host, where);
        failsWith(call(host, "ask"), LinkException.class, ErrorCode.NO_RESPONDERS);

        hostOfTwo(host, where).scale(scale("two", "b"));

        assertThat(call(host, "ask").join()).isEqualTo("b says hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void goesOnAcrossScalesAndUpdatesAndEndsWithTheTarget(String where) {
        WasmCloudHost host = start();
        WasmCloudHost other = hostOfTwo(host, where);
        host.scale(scale("one", "a"));
        link(host, where);
        other.scale(scale("two", "b"));

        other.scale(scale("two", "b").maxInstances(7));
        assertThat(call(host, "ask").join()).isEqualTo("b says hi");
        other.updateComponent("two", scale("two", "c").artifact());
        assertThat(call(host, "ask").join()).isEqualTo("c says hi");

        other.stopComponent("two");
        failsWith(call(host, "ask"), LinkException.class, ErrorCode.NO_RESPONDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void stopsWaitingAtTheDeadlineOfTheCaller(String where) {
        WasmCloudHost host = start();
        host.scale(scale("one", "a").limits(ComponentLimits.none().maxExecutionTime(Duration.ofMillis(200))));
        link(host, where);
        hostOfTwo(host, where).scale(scale("two", "b"));

        failsWith(call(host, "await"), InvocationTimeoutException.class, ErrorCode.TIMEOUT);

        assertThat(runtime.blocked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void stopsTheTargetWhenTheCallerIsGivenUp(String where) {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        link(host, where);
        hostOfTwo(host, where).scale(scale("two", "b"));
        CompletableFuture<Object> call = call(host, "await");
        await().until(() -> runtime.blocked.get() == 1);

        call.cancel(false);

        await().untilAsserted(() -> assertThat(runtime.alive).hasValue(0));
        assertThat(call(host, "ask").join()).isEqualTo("b says hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void isRefusedByATargetThatIsFull(String where) {
        HostLimits limits = HostLimits.defaults().maxQueuedCalls(0);
        WasmCloudHost host = start(builder().limits(limits));
        host.scale(scale("one", "a").maxInstances(5));
        link(host, where);
        WasmCloudHost target = where.equals("remote") ? start(builder().limits(limits)) : host;
        target.scale(scale("two", "b").maxInstances(1));
        CompletableFuture<Object> first = call(host, "await");
        await().until(() -> runtime.blocked.get() == 1);

        if (where.equals("local")) {
            failsWith(call(host, "ask"), OverloadedException.class, ErrorCode.OVERLOADED);
        } else { // wRPC has no words for it, the target's host logs it
            failsWith(call(host, "ask"), TransportException.class, ErrorCode.PROTOCOL);
        }

        runtime.unblock();
        assertThat(first.join()).isEqualTo("unblocked");
        await().untilAsserted(() -> assertThat(call(host, "ask").join()).isEqualTo("b says hi"));
    }

    @Test
    void sharesTheInstancesOfAComponentWithLocalCalls() {
        WasmCloudHost host = start();
        WasmCloudHost other = start();
        host.scale(scale("one", "a").maxInstances(10));
        link(host, "remote");
        other.scale(scale("two", "b").maxInstances(1));
        CompletableFuture<Object> here = other.component("two")
                .call(FakeRuntime.DEP, "block", List.of(""), Context.root())
                .toCompletableFuture();
        await().until(() -> runtime.blocked.get() == 1);

        CompletableFuture<Object> remote = call(host, "await");
        await().pollDelay(Duration.ofMillis(100)).until(() -> runtime.blocked.get() == 1 && !remote.isDone());
        runtime.unblock();

        assertThat(here.join()).isEqualTo("unblocked");
        assertThat(remote.join()).isEqualTo("unblocked");
    }

    @Test
    void takesTheLinkThatTheGuestChoosesForThisInvocation() {
        WasmCloudHost host = start();
        WasmCloudHost other = start();
        host.scale(scale("one", "a"));
        link(host, "remote");
        host.putLink(Link.from("one")
                .to("three")
                .name("backup")
                .interfaces("test:app", "dep")
                .build());
        other.scale(scale("two", "b"));
        other.scale(scale("three", "c"));

        assertThat(choose(host, "backup")).isEqualTo("c says backup");
        assertThat(choose(host, "nothing"))
                .isEqualTo("interface `test:app/dep` does not have an existing link with name `nothing`");
        assertThat(choose(host, "default")).isEqualTo("b says default");
        assertThat(call(host, "ask").join()).isEqualTo("b says hi");
    }

    private static Object choose(WasmCloudHost host, String name) {
        return host.component("one")
                .call(FakeRuntime.API, "choose", List.of(name), Context.root())
                .toCompletableFuture()
                .join();
    }

    @Test
    void staysOnThisHostWhereTheLinkSaysSoAndFollowsWhatItSays() {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        link(host, "auto");
        start().scale(scale("two", "b"));
        assertThat(call(host, "ask").join()).isEqualTo("b says hi");

        host.putConfig("path", Map.of("call_path", "local"));
        failsWith(call(host, "ask"), LinkException.class, ErrorCode.NO_RESPONDERS);
        host.scale(scale("two", "c"));
        assertThat(call(host, "ask").join()).isEqualTo("c says hi");

        host.putConfig("path", Map.of("call_path", "sideways"));
        assertThatThrownBy(() -> call(host, "ask").join())
                .cause()
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("'auto', 'local' or 'lattice'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "lattice", "remote"})
    void asksThePolicyOfTheHostThatIsCalled(String where) {
        PolicyEngine policy = request ->
                request.kind().equals("performInvocation") && request.subject().equals("two")
                        ? PolicyEngine.Decision.deny("not today")
                        : PolicyEngine.Decision.permit();
        WasmCloudHost host = where.equals("remote") ? start() : start(builder().policyEngine(policy));
        WasmCloudHost other = where.equals("remote") ? start(builder().policyEngine(policy)) : host;
        host.scale(scale("one", "a"));
        link(host, where);
        other.scale(scale("two", "b"));

        if (where.equals("local")) {
            failsWith(call(host, "ask"), PolicyDeniedException.class, ErrorCode.DENIED);
        } else { // wRPC has no words for it, the target's host logs it
            failsWith(call(host, "ask"), TransportException.class, ErrorCode.PROTOCOL);
        }

        assertThat(runtime.instantiated).hasValue(1);
    }

    @Test
    void isReachedFromJavaOnAnotherHost() {
        WasmCloudHost host = start();
        start().scale(scale("two", "b"));

        assertThat(typed(host, "two").join()).isEqualTo("b says hi");

        failsWith(typed(host, "nobody"), TransportException.class, ErrorCode.NO_RESPONDERS);
    }

    private static CompletableFuture<Object> typed(WasmCloudHost host, String id) {
        return host.component(id)
                .call(FakeRuntime.DEP, "echo", FakeRuntime.TEXT, List.of("hi"), Context.root())
                .toCompletableFuture();
    }

    @Test
    void tellsTheTargetWhoCallsOverWhichLink() throws Exception {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        link(host, "remote");
        BlockingQueue<LatticeMessage> seen = new LinkedBlockingQueue<>();
        try (LatticeTransport wire = lattice.transport()) {
            wire.start(new LatticeTransport.ConnectionListener() {
                @Override
                public void connected() {}

                @Override
                public void disconnected(String reason) {}
            });
            wire.rpc().subscribe("test.two.>", null, seen::add);
            wire.rpc().flush(Duration.ofSeconds(5));
            CompletableFuture<Object> call = call(host, "ask");

            LatticeMessage first = seen.take();

            assertThat(first.subject()).isEqualTo("test.two.wrpc.0.0.1.test:app/dep@0.1.0.echo");
            assertThat(first.headers()).containsEntry("source-id", "one").containsEntry("link-name", "default");
            assertThat(first.payload()).containsExactly(2, 'h', 'i');
            call.cancel(true);
        }
    }

    @Test
    void isOneTraceAcrossHosts() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build()) {
            WasmCloudHost host = start(builder().openTelemetry(telemetry));
            WasmCloudHost other = start(builder().openTelemetry(telemetry));
            host.scale(scale("one", "a"));
            link(host, "remote");
            other.scale(scale("two", "b"));
            spans.reset();
            Span caller = telemetry.getTracer("test").spanBuilder("caller").startSpan();

            Object answer = host.component("one")
                    .call(FakeRuntime.API, "ask", List.of("hi"), Context.root().with(caller))
                    .toCompletableFuture()
                    .join();

            assertThat(answer).isEqualTo("b says hi");
            await().untilAsserted(() -> assertThat(spans.getFinishedSpanItems())
                    .hasSize(4)
                    .extracting(SpanData::getTraceId)
                    .containsOnly(caller.getSpanContext().getTraceId()));
        }
    }
}
