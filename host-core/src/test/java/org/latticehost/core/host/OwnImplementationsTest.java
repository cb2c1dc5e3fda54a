package org.latticehost.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.event.LatticeEvents;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;
import org.latticehost.host.spi.ProviderLaunch;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.ResolvedLink;

/** Transport, runtime, provider launcher and event sink of the embedder's own, all at once. */
class OwnImplementationsTest extends TestHosts {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void worksWithImplementationsThatTheEmbedderBrings() {
        WasmCloudHost host = start(WasmCloudHost.builder()
                .lattice("own")
                .transport(new Wrapped(lattice.transport()))
                .runtime(runtime)
                .providerLauncher(new Remote())
                .eventSink(this::see));

        host.scale(scale("hello", "a"));
        host.putLink(Link.from("door").to("hello").interfaces("test:app", "api").build());
        host.startProvider(StartProvider.of("door", "remote:door"));
        host.stopProvider("door");
        host.close();

        assertThat(seen)
                .contains(
                        "transport started",
                        "bucket LATTICEDATA_own",
                        "bucket CONFIGDATA_own",
                        "launched remote:door with [door -> hello (test:app/api, link name default)]",
                        "provider stopped",
                        "transport closed",
                        "event host_started",
                        "event component_scaled",
                        "event linkdef_set",
                        "event provider_started",
                        "event provider_stopped",
                        "event host_stopped");
        assertThat(runtime.closed).contains("code a", "runtime");
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private void see(CloudEvent event) {
        seen.add("event " + LatticeEvents.name(event.getType()));
    }

    private final class Remote implements ProviderLauncher {
        @Override
        public boolean supports(String providerReference) {
            return providerReference.startsWith("remote:");
        }

        @Override
        public RunningProvider launch(ProviderLaunch launch) {
            seen.add("launched " + launch.reference() + " with "
                    + launch.links().stream().map(ResolvedLink::link).toList());
            return new RunningProvider() {
                @Override
                public void linkAdded(ResolvedLink link) {}

                @Override
                public void linkRemoved(ResolvedLink link) {}

                @Override
                public void configUpdated(Map<String, String> config) {}

                @Override
                public void stop(Duration grace) {
                    seen.add("provider stopped");
                }
            };
        }
    }

    private final class Wrapped implements LatticeTransport {
        private final LatticeTransport inner;

        Wrapped(LatticeTransport inner) {
            this.inner = inner;
        }

        @Override
        public void start(ConnectionListener listener) {
            seen.add("transport started");
            inner.start(listener);
        }

        @Override
        public MessageBus control() {
            return inner.control();
        }

        @Override
        public MessageBus rpc() {
            return inner.rpc();
        }

        @Override
        public KeyValueBucket bucket(String name) {
            seen.add("bucket " + name);
            return inner.bucket(name);
        }

        @Override
        public boolean connected() {
            return inner.connected();
        }

        @Override
        public String controlUrl() {
            return "own:control";
        }

        @Override
        public String rpcUrl() {
            return "own:rpc";
        }

        @Override
        public void close() {
            seen.add("transport closed");
            inner.close();
        }
    }
}
