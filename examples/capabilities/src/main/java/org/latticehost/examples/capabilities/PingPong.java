package org.latticehost.examples.capabilities;

import java.util.List;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Link;

/** Java calls a component, which calls another one over a link. */
final class PingPong {
    private PingPong() {}

    /** {@code examples:pingpong/ping}. */
    public interface Ping {
        List<String> ping(String text, int times);
    }

    static List<String> run() {
        try (WasmCloudHost host = WasmCloudHost.builder().build().start()) {
            host.scale(Components.start("ping", "ping"));
            host.scale(Components.start("pong", "pong"));
            host.putLink(Link.from("ping")
                    .to("pong")
                    .interfaces("examples:pingpong", "pong")
                    .build());

            return host.component("ping", Ping.class).ping("hey", 3);
        }
    }
}
