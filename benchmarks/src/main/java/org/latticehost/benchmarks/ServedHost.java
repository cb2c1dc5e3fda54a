package org.latticehost.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;

/** A host whose components answer HTTP, each at a port of its own. */
final class ServedHost implements AutoCloseable {
    static final Path HELLO = Path.of("examples/components/http-hello/http-hello.wasm");

    private final WasmCloudHost host = WasmCloudHost.builder()
            .engine("auto")
            .gracePeriod(Duration.ofSeconds(1))
            .build()
            .start();

    ServedHost() throws IOException {
        host.startProvider(
                StartProvider.builtin("http", "http-server").configValue("default_address", "127.0.0.1:" + freePort()));
    }

    /** Lets a component serve; its port. */
    int serve(ScaleCommand command) throws IOException {
        int port = freePort();
        host.scale(command);
        host.putConfig(command.componentId(), Map.of("address", "127.0.0.1:" + port));
        host.putLink(Link.from("http")
                .to(command.componentId())
                .name(command.componentId())
                .interfaces("wasi:http", "incoming-handler")
                .sourceConfig(command.componentId())
                .build());
        return port;
    }

    static ScaleCommand command(String id, Path component, String engine) {
        return ScaleCommand.of(id, Artifact.file(component)).maxInstances(100).engine(engine);
    }

    WasmCloudHost host() {
        return host;
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
