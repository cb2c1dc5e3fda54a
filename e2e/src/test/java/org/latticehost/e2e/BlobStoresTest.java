package org.latticehost.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.context.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.WasmCloudHost;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.Link;
import org.latticehost.host.model.ScaleCommand;
import org.latticehost.host.model.StartProvider;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.WireInterfaces;
import org.latticehost.host.wit.ValueStream;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.wrpc.WrpcNames;
import org.latticehost.wrpc.WrpcOptions;
import org.latticehost.wrpc.WrpcServing;

/** A component that keeps objects, in stores of its host, of another, and of strangers: it sees no difference. */
class BlobStoresTest {
    private static final Path NOTES = Path.of("../examples/components/notes/notes.wasm");
    private static final Path COURIER = Path.of("src/test/resources/components/courier/courier.wasm");

    private final InMemoryLattice lattice = InMemoryLattice.create("blobs");
    private final WasmCloudHost host = host();
    private final WasmCloudHost other = host();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final LatticeTransport wire = lattice.transport();
    private final WrpcServing foreign = WrpcServing.of(wire.rpc(), threads, threads, WrpcOptions.defaults());

    private WasmCloudHost host() {
        return WasmCloudHost.builder()
                .lattice("blobs")
                .engine("endive")
                .transport(lattice.transport())
                .gracePeriod(Duration.ofSeconds(2))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        host.close();
        other.close();
        foreign.close();
        wire.close();
        threads.shutdownNow();
    }

    private void startNotes() {
        host.scale(ScaleCommand.of("notes", Artifact.file(NOTES)).maxInstances(5));
        host.putLink(Link.from("notes")
                .to("store")
                .interfaces("wasi:blobstore", "blobstore")
                .build());
    }

    private WitResult call(String function, Object... args) throws Exception {
        return (WitResult) host.component("notes")
                .call("examples:notes/notes@0.1.0", function, List.of(args), Context.root())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void objectsAreWrittenReadAndListed(String where, @TempDir Path folder) throws Exception {
        startNotes();
        (where.equals("local") ? host : other)
                .startProvider(StartProvider.builtin("store", "blobstore-fs").configValue("root", folder.toString()));
        String large = "0123456789abcdef".repeat(1_000);

        assertThat(call("put", "small", "a few words")).isEqualTo(WitResult.ok(11L));
        assertThat(call("put", "deep/er", "")).isEqualTo(WitResult.ok(0L));
        assertThat(call("put", "large", large)).isEqualTo(WitResult.ok(16_000L));

        assertThat(call("get", "small")).isEqualTo(WitResult.ok("a few words"));
        assertThat(call("get", "deep/er")).isEqualTo(WitResult.ok(""));
        assertThat(call("get", "large")).isEqualTo(WitResult.ok(large));
        assertThat(call("names")).isEqualTo(WitResult.ok(List.of("deep/er", "large", "small")));
        assertThat(call("get", "missing").isOk()).isFalse();
        assertThat(call("put", "../out", "x").isOk()).isFalse();
        assertThat(folder.resolve("notes/small")).content().isEqualTo("a few words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void largeObjectsPassThroughBothWays(String where) throws Exception {
        startCourier();
        (where.equals("local") ? host : other).startProvider(StartProvider.builtin("store", "blobstore-memory"));

        assertThat(courier("send", 1)).isEqualTo(WitResult.ok(16L << 10));
        assertThat(courier("fetch")).isEqualTo(WitResult.ok(16L << 10));
        assertThat(courier("send", 640)).isEqualTo(WitResult.ok(10L << 20));
        assertThat(courier("fetch")).isEqualTo(WitResult.ok(10L << 20));
        assertThatThrownBy(() -> courier("abandon")).isInstanceOf(ExecutionException.class);
        assertThat(courier("fetch")).isEqualTo(WitResult.ok(10L << 20));
    }

    private void startCourier() {
        host.scale(ScaleCommand.of("courier", Artifact.file(COURIER)));
        host.putLink(Link.from("courier")
                .to("store")
                .interfaces("wasi:blobstore", "blobstore")
                .build());
    }

    private WitResult courier(String function, Object... args) throws Exception {
        return (WitResult) host.component("courier")
                .call("", function, List.of(args), Context.root())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "remote"})
    void aStoreThatIsFullSaysSoAndKeepsNoPart(String where) throws Exception {
        startNotes();
        (where.equals("local") ? host : other)
                .startProvider(
                        StartProvider.builtin("store", "blobstore-memory").configValue("max_bytes", "60000"));

        WitResult refused = call("put", "large", "x".repeat(70_000));

        assertThat(refused.isOk()).isFalse();
        assertThat((String) refused.payload()).contains("full");
        assertThat(call("names")).isEqualTo(WitResult.ok(List.of()));
    }

    @Test
    void aStoreThatIsNowhereTrapsSayingWhere() {
        startNotes();

        assertThatThrownBy(() -> call("names"))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .cause()
                .isInstanceOfSatisfying(
                        HostException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_RESPONDERS))
                .hasMessageContaining("wrpc:blobstore/blobstore@0.2.0#create-container")
                .hasMessageContaining("store");
    }

    // ---- strangers ----

    private interface Answer {
        Object to(Object[] args) throws Exception;
    }

    @BeforeEach
    void connect() {
        wire.start(new Strangers());
    }

    private static final class Strangers implements LatticeTransport.ConnectionListener {
        @Override
        public void connected() {
            // Nothing depends on it.
        }

        @Override
        public void disconnected(String reason) {
            // The lattice was closed.
        }
    }

    private void serve(WitInterface version, String function, Answer answer) {
        String prefix = WrpcNames.prefix("blobs", "store");
        var unused = foreign.serve(
                prefix,
                prefix,
                version.name().toString(),
                function,
                version.function(function),
                (call, args) -> CompletableFuture.completedFuture(answer.to(args)));
    }

    private static byte[] all(BytePipe pipe) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece = pipe.read(1 << 16); piece != null; piece = pipe.read(1 << 16)) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    @Test
    void aStoreOfTheOlderVersionIsFoundAtEachCall() throws Exception {
        Map<String, byte[]> objects = new ConcurrentHashMap<>();
        WitInterface old = WireInterfaces.BLOBSTORE_0_1;
        serve(old, "create-container", args -> WitResult.ok());
        serve(old, "write-container-data", args -> {
            objects.put((String) ((WitRecord) args[0]).get(1), all((BytePipe) args[1]));
            return WitResult.ok();
        });
        serve(old, "get-object-info", args -> {
            var info = old.function("get-object-info").result().orElseThrow();
            var record = ((WitType.ResultOf) info).ok().orElseThrow();
            long size = objects.get((String) ((WitRecord) args[0]).get(1)).length;
            return WitResult.ok(WitRecord.of((WitType.RecordOf) record, 1_700_000_000L, size));
        });
        serve(
                old,
                "get-container-data",
                args -> WitResult.ok(BytePipe.of(objects.get((String) ((WitRecord) args[0]).get(1)))));
        serve(
                old,
                "list-container-objects",
                args -> WitResult.ok(ValueStream.of(List.copyOf(new TreeMap<>(objects).keySet()))));
        startNotes();

        String text = "older ".repeat(5_000);
        assertThat(call("put", "a", text)).isEqualTo(WitResult.ok(30_000L));
        assertThat(objects.get("a")).asString(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(call("get", "a")).isEqualTo(WitResult.ok(text));
        assertThat(call("names")).isEqualTo(WitResult.ok(List.of("a")));
    }

    @Test
    void theVerdictOfAStoreCounts() throws Exception {
        WitInterface version = WireInterfaces.BLOBSTORE;
        CompletableFuture<WitResult> late = CompletableFuture.completedFuture(WitResult.err("half of it was lost"));
        serve(version, "create-container", args -> WitResult.ok());
        serve(
                version,
                "list-container-objects",
                args -> WitResult.ok(List.of(
                        ValueStream.of(
                                IntStream.range(0, 10).mapToObj(i -> "n" + i).toList()),
                        late)));
        serve(version, "write-container-data", args -> {
            CompletableFuture<WitResult> stored = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    stored.complete(WitResult.err("disk full after " + all((BytePipe) args[1]).length));
                } catch (InterruptedException e) {
                    stored.completeExceptionally(e);
                }
            });
            return WitResult.ok(stored);
        });
        startNotes();

        assertThat(call("names")).isEqualTo(WitResult.err("half of it was lost"));
        assertThat(call("put", "a", "x".repeat(70_000))).isEqualTo(WitResult.err("disk full after 70000"));
    }
}
