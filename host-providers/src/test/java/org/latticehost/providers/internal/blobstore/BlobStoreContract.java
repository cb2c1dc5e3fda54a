package org.latticehost.providers.internal.blobstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

/** What {@code wasi:blobstore} may rely on, whatever is behind. */
interface BlobStoreContract {
    BlobStore store() throws IOException;

    private static void put(BlobStore store, String container, String object, String text) throws IOException {
        BlobStore.Writer writer = store.write(container, object);
        writer.write(text.getBytes(UTF_8));
        writer.commit();
        writer.abort(); // does nothing any more
    }

    private static String get(BlobStore store, String container, String object, long start) throws IOException {
        try (InputStream in = store.read(container, object, start)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    default void readsWhatWasWritten() throws IOException {
        BlobStore store = store();
        store.create("box");
        store.create("box");
        put(store, "box", "a", "hello");
        put(store, "box", "deep/er", "");

        assertThat(get(store, "box", "a", 0)).isEqualTo("hello");
        assertThat(get(store, "box", "a", 3)).isEqualTo("lo");
        assertThat(get(store, "box", "a", 99)).isEmpty();
        assertThat(store.info("box", "a").size()).isEqualTo(5);
        assertThat(store.names("box")).containsExactly("a", "deep/er");
        put(store, "box", "a", "replaced");
        assertThat(get(store, "box", "a", 0)).isEqualTo("replaced");
    }

    @Test
    default void whatIsNotCommittedIsSeenByNobody() throws IOException {
        BlobStore store = store();
        store.create("box");
        put(store, "box", "kept", "old");
        BlobStore.Writer writer = store.write("box", "kept");
        writer.write(new byte[100]);
        assertThat(get(store, "box", "kept", 0)).isEqualTo("old");
        writer.abort();

        assertThat(get(store, "box", "kept", 0)).isEqualTo("old");
        assertThat(store.names("box")).containsExactly("kept");
    }

    @Test
    default void whatIsMissingIsAnErrorToReadAndNoneToDelete() throws IOException {
        BlobStore store = store();
        assertThat(store.exists("box")).isFalse();
        store.delete("box");
        assertThatThrownBy(() -> store.names("box")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.write("box", "a")).isInstanceOf(BlobException.class);
        store.create("box");
        assertThat(store.exists("box")).isTrue();
        assertThat(store.has("box", "a")).isFalse();
        store.delete("box", "a");
        assertThatThrownBy(() -> store.info("box", "a")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.read("box", "a", 0)).isInstanceOf(BlobException.class);
    }

    @Test
    default void aDeletedContainerTakesItsObjectsAlong() throws IOException {
        BlobStore store = store();
        store.create("box");
        put(store, "box", "x/y", "gone");
        store.delete("box");
        assertThat(store.exists("box")).isFalse();
        store.create("box");
        assertThat(store.names("box")).isEmpty();
    }
}
