package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.ComponentLimits;
import org.latticehost.host.model.Link;

/** A link that is led elsewhere, in two steps or one, while component "one" calls over it. */
class LinkChangesTest extends TestHosts {
    private static Link to(String target) {
        return Link.from("one").to(target).interfaces("test:app", "dep").build();
    }

    private WasmCloudHost host(Duration wait) {
        WasmCloudHost host = start(builder().linkChangeWait(wait));
        host.scale(scale("one", "a"));
        host.scale(scale("two", "b"));
        host.scale(scale("three", "c"));
        host.putLink(to("two"));
        assertThat(call(host, "ask").join()).isEqualTo("b says hi");
        return host;
    }

    private static CompletableFuture<Object> call(WasmCloudHost host, String function) {
        return host.component("one")
                .call(FakeRuntime.API, function, List.of("hi"), Context.root())
                .toCompletableFuture();
    }

    private static void failsWithoutLink(CompletableFuture<Object> call) {
        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOfSatisfying(
                        LinkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_LINK));
    }

    /** A call is under way, in its guest, and waits. */
    private CompletableFuture<Object> waiting(WasmCloudHost host) {
        int before = runtime.instantiated.get();
        CompletableFuture<Object> call = call(host, "ask");
        await().pollDelay(Duration.ofMillis(50)).until(() -> runtime.instantiated.get() > before && !call.isDone());
        return call;
    }

    @Test
    void aCallBetweenRemovalAndPutReachesTheNextTarget() {
        WasmCloudHost host = host(Duration.ofSeconds(30));

        host.deleteLink(to("two"));
        CompletableFuture<Object> call = waiting(host);
        host.putLink(to("three"));

        assertThat(call.join()).isEqualTo("c says hi");
    }

    @Test
    void aCallOnAnotherHostThanTheOneThatChangesTheLinkWaitsAsWell() {
        WasmCloudHost host = host(Duration.ofSeconds(30));
        WasmCloudHost other = start();

        other.deleteLink(to("two"));
        await().untilAsserted(() -> assertThat(host.links()).isEmpty());
        CompletableFuture<Object> call = waiting(host);
        other.putLink(to("three"));

        assertThat(call.join()).isEqualTo("c says hi");
    }

    @Test
    void aCallOverALinkThatIsNotPutAgainFails() {
        WasmCloudHost host = host(Duration.ofMillis(200));

        host.deleteLink(to("two"));

        failsWithoutLink(call(host, "ask"));
    }

    @Test
    void aHostThatIsToldSoDoesNotWait() {
        WasmCloudHost host = host(Duration.ZERO);

        host.deleteLink(to("two"));

        failsWithoutLink(call(host, "ask"));
    }

    @Test
    void aLinkThatNeverWasIsNotWaitedFor() {
        WasmCloudHost host = host(Duration.ofMinutes(1));
        host.scale(scale("four", "d"));

        failsWithoutLink(host.component("four")
                .call(FakeRuntime.API, "ask", List.of("hi"), Context.root())
                .toCompletableFuture());
    }

    @Test
    void aWaitEndsAtTheDeadlineOfItsCall() {
        WasmCloudHost host = host(Duration.ofMinutes(1));
        host.scale(scale("one", "a").limits(ComponentLimits.none().maxExecutionTime(Duration.ofMillis(200))));

        host.deleteLink(to("two"));

        assertThatThrownBy(() -> call(host, "ask").join()).hasMessageContaining("maxExecutionTime");
    }

    @Test
    void aLinkThatIsBeingChangedMayBeChosen() {
        WasmCloudHost host = host(Duration.ofSeconds(30));
        Link spare = to("two").toBuilder().name("spare").build();
        host.putLink(spare);

        host.deleteLink(spare);
        CompletableFuture<Object> call = host.component("one")
                .call(FakeRuntime.API, "choose", List.of("spare"), Context.root())
                .toCompletableFuture();
        await().pollDelay(Duration.ofMillis(50)).until(() -> !call.isDone());
        host.putLink(spare.toBuilder().to("three").build());

        assertThat(call.join()).isEqualTo("c says spare");
    }

    @Test
    void aLinkIsReplacedInOneStep() {
        WasmCloudHost host = host(Duration.ZERO);
        WasmCloudHost other = start();

        host.replaceLink(to("three"));

        assertThat(call(host, "ask").join()).isEqualTo("c says hi");
        assertThat(host.links()).containsExactly(to("three"));
        await().untilAsserted(() -> assertThat(other.links()).containsExactly(to("three")));
        await().untilAsserted(() -> assertThat(events.names()).endsWith("linkdef_deleted", "linkdef_set"));

        other.replaceLink(to("two"));
        await().untilAsserted(() -> assertThat(call(host, "ask").join()).isEqualTo("b says hi"));
    }

    @Test
    void aLinkGivesUpOnlyTheInterfacesThatAnotherTakes() {
        WasmCloudHost host = start();
        Link both = Link.from("one")
                .to("two")
                .interfaces("test:app", "dep", "log")
                .sourceConfig("settings")
                .build();
        host.putConfig("settings", Map.of("a", "b"));
        host.putLink(both);
        Link unrelated = to("four").toBuilder().name("other").build();
        host.putLink(unrelated);

        host.replaceLink(to("three"));

        assertThat(host.links())
                .containsExactlyInAnyOrder(
                        both.toBuilder()
                                .interfaces("test", "app", List.of("log"))
                                .build(),
                        unrelated,
                        to("three"));
    }

    @Test
    void aReplacementWithUnknownConfigurationLeavesTheLinkAsItWas() {
        WasmCloudHost host = host(Duration.ZERO);

        assertThatThrownBy(() -> host.replaceLink(
                        to("three").toBuilder().targetConfig("nothing").build()))
                .isInstanceOf(LinkException.class);

        assertThat(host.links()).containsExactly(to("two"));
    }

    @Test
    void aClientReplacesALink() {
        WasmCloudHost host = host(Duration.ZERO);
        try (LatticeClient client = LatticeClient.builder()
                .transport(lattice.transport())
                .lattice("test")
                .connect()) {
            assertThatThrownBy(() -> client.putLink(to("three"))).hasMessageContaining("different target");

            client.replaceLink(to("three"));
        }

        assertThat(host.links()).containsExactly(to("three"));
    }
}
