package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Link;

class LostBucketTest extends TestHosts {
    private static final Link OLD = link("old");
    private static final Link NEW = link("new");

    private static Link link(String name) {
        return Link.from("hello")
                .to("store")
                .name(name)
                .interfaces("wasi:keyvalue", "store")
                .build();
    }

    @Test
    void keepsItsLinksAndFollowsTheNewBucket() {
        WasmCloudHost one = start();
        one.putLink(link("first"));
        one.putLink(OLD);

        lattice.deleteBucket("LATTICEDATA_test");
        WasmCloudHost two = start(); // makes the bucket anew, where revisions are lower

        assertThat(one.links()).contains(OLD);
        two.putLink(NEW);
        await().untilAsserted(() -> assertThat(one.links()).contains(NEW).containsExactlyElementsOf(two.links()));
    }

    @Test
    void keepsItsConfigurationAndFollowsTheNewBucket() throws Exception {
        WasmCloudHost one = start();
        one.putConfig("greeting", Map.of("text", "first"));
        one.putConfig("greeting", Map.of("text", "old"));
        one.scale(scale("hello", "a").config("greeting"));

        lattice.deleteBucket("CONFIGDATA_test");
        WasmCloudHost two = start();

        assertThat(text(one)).isEqualTo("old");
        two.putConfig("greeting", Map.of("text", "new"));
        await().untilAsserted(() -> assertThat(text(one)).isEqualTo("new"));
    }

    private static Object text(WasmCloudHost host) {
        return host.component("hello")
                .call(FakeRuntime.API, "config", java.util.List.of("text"), io.opentelemetry.context.Context.root())
                .toCompletableFuture()
                .join();
    }
}
