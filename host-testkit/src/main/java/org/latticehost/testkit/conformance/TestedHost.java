package org.latticehost.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.KeyValueBucket;
import org.latticehost.host.spi.LatticeMessage;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.ProviderLaunch;
import org.latticehost.host.spi.ProviderLauncher;
import org.latticehost.host.spi.ResolvedLink;

/** A host as the vectors expect it, alone in a lattice of its own, and a client that sees all it sends. */
final class TestedHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final Traffic traffic = new Traffic();
    final String lattice;
    final WasmCloudHost host;
    final VectorFiles vectors;
    final LatticeTransport client;
    final Map<String, RegistryCredential> credentials = new ConcurrentHashMap<>();
    private int requests;

    /**
     * @param transports a new connection each time
     */
    TestedHost(Supplier<LatticeTransport> transports, String lattice, Givens.Before settings) {
        this.lattice = lattice;
        client = transports.get();
        client.start(new Quiet());
        client.control().subscribe("wasmbus.evt." + lattice + ".>", null, this::eventOrReply);
        client.rpc().subscribe("wasmbus.rpc." + lattice + ".>", null, message -> {
            if (!message.subject().endsWith(".health")) {
                traffic.add("rpc", message.subject(), message.payload());
            }
        });
        watch("LATTICEDATA_" + lattice);
        watch("CONFIGDATA_" + lattice);
        client.control().flush(PATIENCE);
        client.rpc().flush(PATIENCE);
        host = WasmCloudHost.builder()
                .lattice(lattice)
                .transport(transports.get())
                .runtime(new EmptyRuntime())
                .artifactFetcher(new Images(credentials, settings.signing()))
                .providerLauncher(new Launcher(settings.filesAllowed()))
                .friendlyName("silent-river-0421")
                .version("1.9.2")
                .labels(Map.of("zone", "a", "hostcore.arch", "x86_64", "hostcore.os", "linux"))
                .label("hostcore.osfamily", "unix")
                .configService(settings.configService())
                .heartbeatInterval(settings.heartbeat())
                .gracePeriod(Duration.ofSeconds(2))
                .build();
        vectors = VectorFiles.of(host.id(), lattice, client.controlUrl());
    }

    /** Starts the host, and waits until the client has heard of it. */
    void start() {
        host.start();
        Traffic.Sent first = traffic.take("event", 5_000).orElseThrow(() -> new AssertionError("no host_started"));
        if (!first.subject().endsWith(".host_started")) {
            throw new AssertionError("expected host_started, got " + first);
        }
    }

    KeyValueBucket bucket(String kind) {
        return client.bucket(kind + "_" + lattice);
    }

    /** Sends a request; its reply comes on the channel of replies, in order with the events. */
    void send(Vector vector, JsonNode overrides) {
        LatticeMessage message = LatticeMessage.of(vector.subject(), vector.payload(overrides));
        boolean reply = vector.node().path("replyExpected").asBoolean(true);
        client.control()
                .publish(reply ? message.withReplyTo("wasmbus.evt." + lattice + ".reply." + ++requests) : message);
    }

    /** Sends a request and waits for its reply. */
    String ask(String operation, String body) {
        CompletableFuture<LatticeMessage> reply = client.control()
                .request(LatticeMessage.of("wasmbus.ctl.v1." + lattice + "." + operation, body), PATIENCE)
                .toCompletableFuture();
        return reply.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().text();
    }

    @Override
    public void close() {
        host.close();
        client.close();
    }

    private void eventOrReply(LatticeMessage message) {
        boolean event = !message.subject().contains(".reply.");
        traffic.add(event ? "event" : "reply", message.subject(), message.payload());
    }

    private void watch(String name) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        client.bucket(name).watch(">", new KeyValueBucket.Watcher() {
            @Override
            public void entry(KeyValueBucket.Entry entry) {
                traffic.add("kv", "$KV." + name + "." + entry.key(), entry.value());
            }

            @Override
            public void caughtUp() {
                ready.complete(null);
            }
        });
        ready.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static final class Quiet implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {}

        @Override
        public void disconnected(String reason) {}
    }

    private record Images(Map<String, RegistryCredential> credentials, Givens.Before.Signing signing)
            implements ArtifactFetcher {
        @Override
        public boolean supports(String reference) {
            return reference.startsWith("registry.example/");
        }

        @Override
        public byte[] fetch(String reference, long maxBytes) {
            return switch (signing) {
                case NONE -> reference.getBytes(StandardCharsets.UTF_8);
                case VALID -> SignedArtifact.of(reference, "");
                case EXPIRED -> SignedArtifact.of(reference, "\"exp\":1700000001,");
            };
        }

        @Override
        public void credential(String registry, RegistryCredential credential) {
            credentials.put(registry, credential);
        }
    }

    private record Launcher(boolean files) implements ProviderLauncher {
        @Override
        public boolean supports(String reference) {
            return reference.startsWith("registry.example/") || (files && reference.startsWith("file://"));
        }

        @Override
        public RunningProvider launch(ProviderLaunch launch) {
            return new Idle();
        }
    }

    private static final class Idle implements ProviderLauncher.RunningProvider {
        @Override
        public void linkAdded(ResolvedLink link) {}

        @Override
        public void linkRemoved(ResolvedLink link) {}

        @Override
        public void configUpdated(Map<String, String> config) {}

        @Override
        public void stop(Duration grace) {}
    }
}
