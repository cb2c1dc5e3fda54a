package org.latticehost.providers.internal.blobstore;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

class MemoryBlobsTest implements BlobStoreContract {
    @Override
    public BlobStore store() {
        return new MemoryBlobs().open(BackendLink.of("c", "default", Map.of(), Map.of("max_bytes", "10000")));
    }

    @Test
    void aFullStoreTakesMoreOnceThereIsRoom() throws IOException {
        BlobStore store = store();
        store.create("box");
        for (int i = 0; i < 20; i++) { // each leaves nothing behind
            BlobStore.Writer large = store.write("box", "large");
            assertThatThrownBy(() -> large.write(new byte[20_000]))
                    .isInstanceOf(BlobException.class)
                    .hasMessageContaining("full");
            large.abort();
            BlobStore.Writer fits = store.write("box", "fits");
            fits.write(new byte[4_000]);
            fits.commit();
        }
    }
}
