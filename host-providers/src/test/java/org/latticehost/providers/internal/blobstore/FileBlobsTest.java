package org.latticehost.providers.internal.blobstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

class FileBlobsTest implements BlobStoreContract {
    @TempDir
    private Path folder;

    @Override
    public BlobStore store() {
        return open(folder.resolve("root").toString());
    }

    private static BlobStore open(String root) {
        return FileBlobs.open(BackendLink.of("c", "default", Map.of(), Map.of("ROOT", root)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../out", "a/../../out", "/etc/passwd", "a//b", "a/", "a\\b", "c:x", "a\0b"})
    void aNameThatWouldLeadElsewhereIsRefused(String name) throws IOException {
        BlobStore store = store();
        store.create("box");
        assertThatThrownBy(() -> store.write("box", name)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.read("box", name, 0)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.delete("box", name)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.create(name)).isInstanceOf(BlobException.class);
    }

    @Test
    void whatASymbolicLinkLeadsToIsOutOfReach() throws IOException {
        BlobStore store = store();
        store.create("box");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("root/box/door"), outside);
        Files.createSymbolicLink(folder.resolve("root/linked"), outside);

        assertThatThrownBy(() -> store.read("box", "door/secret", 0)).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.write("box", "door/more")).isInstanceOf(BlobException.class);
        assertThatThrownBy(() -> store.names("linked")).isInstanceOf(BlobException.class);
        assertThat(store.names("box")).isEmpty();
        store.delete("box");
        assertThat(outside.resolve("secret")).content().isEqualTo("secret");
    }

    @Test
    void aRootMustBeNamed() {
        assertThatThrownBy(() -> FileBlobs.open(BackendLink.of("c", "default", Map.of(), Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("root");
        assertThatThrownBy(() -> open("relative/path"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("absolute");
    }
}
