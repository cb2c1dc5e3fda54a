package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.error.InvocationTimeoutException;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.error.OverloadedException;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.ComponentDescription;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.model.InstancePolicy;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;

class ComponentsTest extends TestHosts {
    static CompletableFuture<Object> call(WasmCloudHost host, String id, String function, String text) {
        return host.component(id)
                .call("test:app/api", function, List.of(text), Context.root())
                .toCompletableFuture();
    }

    static void failsWith(CompletableFuture<?> future, Class<? extends HostException> type, String... texts) {
        assertThatThrownBy(future::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(type)
                .message()
                .contains(texts);
    }

    static ErrorCode code(Throwable e) {
        return ((HostException) e).code();
    }

    @Test
    void startsAndAnswersCalls() {
        WasmCloudHost host = start();

        ComponentDescription hello = host.scale(scale("hello", "a").maxInstances(100));

        assertThat(hello.reference()).isEqualTo("registry.example/a:1");
        assertThat(hello.maxInstances()).isEqualTo(100);
        assertThat(hello.engine()).isEqualTo("fake");
        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("a says hi");
        assertThat(host.inventory().component("hello")).contains(hello);
        await().untilAsserted(() -> assertThat(events.data("component_scaled"))
                .isEqualTo("{\"annotations\":{},\"component_id\":\"hello\",\"host_id\":\"" + host.id()
                        + "\",\"image_ref\":\"registry.example/a:1\",\"max_instances\":100}"));
    }

    @Test
    void stopsAComponent() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));

        host.stopComponent("hello");

        assertThat(host.inventory().components()).isEmpty();
        failsWith(call(host, "hello", "echo", "hi"), HostException.class, "'hello'", "does not run");
        assertThat(runtime.closed).contains("code a");
        assertThatThrownBy(() -> host.stopComponent("hello"))
                .satisfies(e -> assertThat(code(e)).isEqualTo(ErrorCode.NOT_FOUND));
        await().untilAsserted(() -> assertThat(events.data("component_scaled")).contains("\"max_instances\":0"));
    }

    @Test
    void reportsAFileThatIsNoComponentAndGoesOn(@TempDir Path folder) throws Exception {
        WasmCloudHost host = start();
        Path file = Files.writeString(folder.resolve("x.wasm"), "something else");

        assertThatThrownBy(() -> host.scale(ScaleCommand.of("hello", Artifact.file(file))))
                .satisfies(e -> assertThat(code(e)).isEqualTo(ErrorCode.INVALID_COMPONENT))
                .hasMessageContaining("not a WebAssembly component");
        assertThatThrownBy(() -> host.scale(ScaleCommand.of("hello", Artifact.file(folder.resolve("none.wasm")))))
                .satisfies(e -> assertThat(code(e)).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("none.wasm");
        assertThatThrownBy(() -> host.scale(ScaleCommand.of("hello", Artifact.reference("registry.example/x:1"))))
                .hasMessageContaining("add host-oci");

        host.scale(scale("hello", "a"));
        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("a says hi");
        await().untilAsserted(() -> assertThat(events.names().stream().filter("component_scale_failed"::equals))
                .hasSize(3));
    }

    @Test
    void refusesABinaryThatIsTooLarge() {
        WasmCloudHost host = start(builder().limits(HostLimits.defaults().maxComponentBytes(8)));

        assertThatThrownBy(() -> host.scale(scale("hello", "a long text")))
                .hasMessageContaining("16 bytes")
                .hasMessageContaining("maxComponentBytes");
    }

    @Test
    void updatesTheCodeAndLetsCallsInProgressFinish() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a").maxInstances(2).annotation("k", "v"));
        CompletableFuture<Object> old = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);

        host.updateComponent("hello", Artifact.bytes("registry.example/b:1", FakeRuntime.component("b")));

        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("b says hi");
        assertThat(runtime.closed).doesNotContain("code a");
        runtime.unblock();
        assertThat(old.join()).isEqualTo("unblocked");
        await().untilAsserted(() -> assertThat(runtime.closed).contains("code a"));
        assertThat(host.inventory().component("hello").orElseThrow().annotations())
                .containsEntry("k", "v");
        await().untilAsserted(() ->
                assertThat(events.names()).containsExactly("host_started", "component_scaled", "component_scaled"));
    }

    @Test
    void keepsTheOldCodeWhenTheNewOneIsBroken() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));

        assertThatThrownBy(() -> host.updateComponent("hello", Artifact.bytes("broken", new byte[] {1})))
                .satisfies(e -> assertThat(code(e)).isEqualTo(ErrorCode.INVALID_COMPONENT));

        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("a says hi");
        assertThatThrownBy(() -> host.updateComponent("other", Artifact.reference("x")))
                .hasMessage("component other not found");
    }

    @Test
    void scalesWithoutLosingTheCode() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a").maxInstances(1));
        var unused = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);
        CompletableFuture<Object> waiting = call(host, "hello", "echo", "hi");
        assertThat(waiting).isNotDone();

        host.scale(scale("hello", "a").maxInstances(2));

        assertThat(waiting.join()).isEqualTo("a says hi");
        assertThat(runtime.closed).isEmpty();
    }

    @Test
    void refusesCallsBeyondTheQueueAndAfterTheWait() {
        WasmCloudHost host =
                start(builder().limits(HostLimits.defaults().maxQueuedCalls(1).maxQueueTime(Duration.ofMillis(200))));
        host.scale(scale("hello", "a").maxInstances(1));
        var unused = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);

        CompletableFuture<Object> waiting = call(host, "hello", "echo", "1");
        failsWith(
                call(host, "hello", "echo", "2"), OverloadedException.class, "'hello'", "1 of 1 calls run and 1 wait");
        failsWith(waiting, OverloadedException.class, "no free instance", "200 ms");

        runtime.unblock();
        await().untilAsserted(() ->
                assertThat(call(host, "hello", "echo", "3").join()).isEqualTo("a says 3"));
    }

    @Test
    void givesThePlaceOfACallerThatWentAwayToAnother() {
        WasmCloudHost host = start(builder().limits(HostLimits.defaults().maxQueuedCalls(1)));
        host.scale(scale("hello", "a").maxInstances(1));
        var unused = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);
        CompletableFuture<Object> first = call(host, "hello", "echo", "1");

        first.cancel(true);
        CompletableFuture<Object> second = call(host, "hello", "echo", "2");

        assertThat(second).isNotDone();
        runtime.unblock();
        assertThat(second.join()).isEqualTo("a says 2");
    }

    @Test
    void stopsAGuestAtItsDeadline() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a").limits(ComponentLimits.none().maxExecutionTime(Duration.ofMillis(100))));

        failsWith(
                call(host, "hello", "block", ""),
                InvocationTimeoutException.class,
                "'hello'",
                "100 ms",
                "maxExecutionTime");

        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("a says hi");
    }

    @Test
    void stopsAGuestWhoseCallerWentAway() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));
        CompletableFuture<Object> call = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);

        call.cancel(true);

        assertThat(call(host, "hello", "echo", "hi").join()).isEqualTo("a says hi");
        assertThat(runtime.alive).hasValue(0);
    }

    @Test
    void usesInstancesAsThePolicySays() {
        WasmCloudHost host = start();
        host.scale(scale("fresh", "a"));
        host.scale(scale("pooled", "b").instancePolicy(InstancePolicy.pooled(1, 3)));
        host.scale(scale("reused", "c").instancePolicy(InstancePolicy.reused(2)));

        assertThat(counts(host, "fresh")).containsExactly("1", "1", "1", "1");
        assertThat(runtime.instantiated.getAndSet(0)).isEqualTo(4);
        assertThat(counts(host, "pooled")).containsExactly("1", "1", "1", "1");
        assertThat(runtime.instantiated.getAndSet(0)).isEqualTo(2);
        assertThat(counts(host, "reused")).containsExactly("1", "2", "1", "2");
        assertThat(runtime.instantiated).hasValue(2);
    }

    private static List<Object> counts(WasmCloudHost host, String id) {
        return List.of("", "", "", "").stream()
                .map(none -> call(host, id, "count", "").join())
                .toList();
    }

    @Test
    void givesLiveConfiguration() {
        WasmCloudHost host = start();
        host.putConfig("common", Map.of("greeting", "hello", "name", "world"));
        host.scale(scale("hello", "a").config("common").configValue("name", "you"));

        assertThat(call(host, "hello", "config", "greeting").join()).isEqualTo("hello");
        assertThat(call(host, "hello", "config", "name").join()).isEqualTo("you");

        start().putConfig("common", Map.of("greeting", "good day"));
        await().untilAsserted(() ->
                assertThat(call(host, "hello", "config", "greeting").join()).isEqualTo("good day"));
        assertThatThrownBy(() -> host.scale(scale("other", "a").config("nothing")))
                .hasMessageContaining("Unable to fetch requested config: Config nothing does not exist");
    }

    @Test
    void callsAnotherComponentOverALink() {
        WasmCloudHost host = start();
        host.scale(scale("one", "a"));
        host.scale(scale("two", "b"));

        failsWith(
                call(host, "one", "ask", "hi"),
                LinkException.class,
                "component 'one'",
                "test:app/dep",
                "no link named 'default'",
                "Link.from(\"one\")");

        host.putLink(Link.from("one").to("two").interfaces("test:app", "dep").build());
        assertThat(call(host, "one", "ask", "hi").join()).isEqualTo("b says hi");

        host.stopComponent("two");
        failsWith(call(host, "one", "ask", "hi"), LinkException.class, "'two'", "does not run on this host");
    }

    @Test
    void endsALoopOfComponentsThatCallEachOther() {
        WasmCloudHost host = start();
        host.scale(scale("one", "a").maxInstances(100));
        host.putLink(Link.from("one").to("one").interfaces("test:app", "dep").build());

        failsWith(call(host, "one", "relay", "hi"), LinkException.class, "16 levels deep", "'one'");

        assertThat(call(host, "one", "ask", "hi").join()).isEqualTo("a says hi");
    }

    @Test
    void namesAnUnknownFunction() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));

        failsWith(call(host, "hello", "nothing", ""), HostException.class, "exports no 'test:app/api#nothing'");
        failsWith(call(host, "none", "echo", ""), HostException.class, "'none'");
    }

    @Test
    void finishesCallsInProgressWhenItStops() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));
        CompletableFuture<Object> call = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);

        var stopped = host.stopAsync(Duration.ofSeconds(10)).toCompletableFuture();
        runtime.unblock();

        assertThat(call.join()).isEqualTo("unblocked");
        stopped.join();
    }

    @Test
    void cutsCallsOffAfterTheGracePeriod() {
        WasmCloudHost host = start();
        host.scale(scale("hello", "a"));
        CompletableFuture<Object> call = call(host, "hello", "block", "");
        await().until(() -> runtime.blocked.get() == 1);

        host.stop(Duration.ofMillis(50));

        failsWith(call, HostException.class, "the host is stopping");
        assertThat(events.names()).endsWith("host_stopped");
    }

    @Test
    void doesNotDisturbAnotherHost() {
        WasmCloudHost one = start();
        WasmCloudHost two = start();
        one.scale(scale("hello", "a"));
        two.scale(scale("hello", "b").maxInstances(7));

        one.scale(scale("hello", "a").maxInstances(3));
        one.stopComponent("hello");

        assertThat(two.inventory().component("hello").orElseThrow().maxInstances())
                .isEqualTo(7);
        assertThat(call(two, "hello", "echo", "hi").join()).isEqualTo("b says hi");
        await().untilAsserted(() -> {
            assertThat(events.namesFrom(one.id()))
                    .containsExactly("host_started", "component_scaled", "component_scaled", "component_scaled");
            assertThat(events.namesFrom(two.id())).containsExactly("host_started", "component_scaled");
        });
    }
}
