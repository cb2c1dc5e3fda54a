package org.latticehost.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpHandler;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.ComponentTarget;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.ProviderContext;
import org.latticehost.host.spi.ResolvedLink;
import org.latticehost.providers.HttpServerProviderFactory;

/** The built-in HTTP server with a few lines of Java where otherwise a component is. */
final class BareServer implements AutoCloseable {
    private static final byte[] TEXT = "Hello from a WebAssembly component!\n".getBytes(StandardCharsets.UTF_8);

    private final CapabilityProvider server = new HttpServerProviderFactory().create();

    BareServer(int port) {
        server.start(new Alone(Map.of("default_address", "127.0.0.1:" + port)));
        Link link = Link.from("http")
                .to("java")
                .interfaces("wasi:http", "incoming-handler")
                .build();
        server.linkAdded(new ResolvedLink(link, Map.of(), Map.of(), true));
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(1));
    }

    private static final class Java implements ComponentTarget {
        @Override
        public String componentId() {
            return "java";
        }

        @Override
        public boolean running() {
            return true;
        }

        @Override
        public HttpHandler http() {
            return (request, telemetry) -> CompletableFuture.completedFuture(
                    new HttpResponse(200, HttpFields.of("content-type", "text/plain"), BytePipe.of(TEXT)));
        }

        @Override
        public CompletionStage<@Nullable Object> call(
                String interfaceName, String function, List<Object> args, Context telemetry) {
            throw new UnsupportedOperationException("serves HTTP only");
        }
    }

    private record Alone(Map<String, String> config) implements ProviderContext {
        @Override
        public String hostId() {
            return "bare";
        }

        @Override
        public String lattice() {
            return "bare";
        }

        @Override
        public String providerId() {
            return "http";
        }

        @Override
        public OpenTelemetry telemetry() {
            return OpenTelemetry.noop();
        }

        @Override
        public MessageBus rpc() {
            throw new UnsupportedOperationException("has no lattice");
        }

        @Override
        public ComponentTarget component(String componentId) {
            return new Java();
        }
    }
}
