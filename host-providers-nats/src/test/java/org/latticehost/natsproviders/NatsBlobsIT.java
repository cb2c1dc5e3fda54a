package org.latticehost.natsproviders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;
import org.latticehost.testkit.lattice.FaultProxy;
import org.latticehost.testkit.lattice.NatsServer;
import org.latticehost.testkit.lattice.NatsServers;

class NatsBlobsIT {
    private static NatsServer server;

    private final NatsBlobs store = open(Map.of());

    @BeforeAll
    static void startServer() {
        server = NatsServers.onFreePort();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void close() {
        store.delete("box");
        store.close();
    }

    private static NatsBlobs open(Map<String, String> settings) {
        return NatsBlobs.open(BackendLink.of("component", "default", Map.of("cluster_uri", server.url()), settings));
    }

    private void put(String object, byte[] bytes) throws IOException {
        BlobStore.Writer writer = store.write("box", object);
        writer.write(bytes);
        writer.commit();
        writer.abort();
    }

    private String get(String object, long start) throws IOException {
        try (InputStream in = store.read("box", object, start)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        store.create("box");
        store.create("box");
        put("a", "hello".getBytes(UTF_8));
        put("deep/er and wider", new byte[300_000]);

        assertThat(get("a", 0)).isEqualTo("hello");
        assertThat(get("a", 3)).isEqualTo("lo");
        assertThat(get("a", 99)).isEmpty();
        assertThat(store.info("box", "deep/er and wider").size()).isEqualTo(300_000);
        assertThat(store.names("box")).containsExactly("a", "deep/er and wider");
        put("a", "replaced".getBytes(UTF_8));
        assertThat(get("a", 0)).isEqualTo("replaced");
        store.delete("box", "a");
        store.delete("box", "a");
        assertThat(store.has("box", "a")).isFalse();
        assertThat(store.names("box")).containsExactly("deep/er and wider");
    }

    @Test
    void whatIsMissingIsAnErrorForTheGuest() throws IOException {
        assertThat(store.exists("box")).isFalse();
        assertThatThrownBy(() -> store.names("box")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.write("box", "a")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.create("no name")).isInstanceOf(BlobException.class);
        store.create("box");
        assertThat(store.exists("box")).isTrue();
        assertThat(store.names("box")).isEmpty();
        assertThatThrownBy(() -> store.info("box", "a")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.read("box", "a", 0)).isInstanceOf(BlobException.class);
    }

    @Test
    void aWriterThatIsGivenUpLeavesNothing() throws IOException {
        store.create("box");
        BlobStore.Writer writer = store.write("box", "never");
        writer.write(new byte[10]);
        writer.abort();
        assertThat(store.names("box")).isEmpty();
    }

    @Test
    void anObjectThatTheServerTakesTooSlowlyIsGivenUpAndLeavesTheOldOne() throws IOException {
        store.create("box");
        put("a", "old".getBytes(UTF_8));
        try (FaultProxy slow = FaultProxy.to(server.port());
                NatsBlobs slowly =
                        open(Map.of("cluster_uri", "nats://127.0.0.1:" + slow.port(), "max_write_wait", "1"))) {
            slow.delay(Duration.ofMillis(50));
            BlobStore.Writer writer = slowly.write("box", "a");
            writer.write(new byte[4 << 20]);
            assertThatThrownBy(writer::commit)
                    .isInstanceOf(BlobException.class)
                    .hasMessageContaining("within 1 s (max_write_wait)");
        }
        assertThat(get("a", 0)).isEqualTo("old");
        assertThat(store.info("box", "a").size()).isEqualTo(3);
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> open(Map.of("max_write_wait", "0")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("max_write_wait");
        assertThatThrownBy(() -> open(Map.of("storage_type", "tape")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tape");
        assertThatThrownBy(() -> open(Map.of("num_replicas", "9")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("num_replicas");
    }
}
