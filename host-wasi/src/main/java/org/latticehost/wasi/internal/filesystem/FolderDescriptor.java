package org.latticehost.wasi.internal.filesystem;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.wasi.internal.store.WasiStore;

/** A descriptor of a folder. */
final class FolderDescriptor extends Descriptor {
    private final Folder folder;

    FolderDescriptor(WasiStore store, Folder folder) {
        super(store);
        this.folder = folder;
    }

    @Override
    Path path() {
        return folder.path();
    }

    @Override
    @Nullable Object key() {
        return folder.key();
    }

    @Override
    WitFlags flags() {
        return OpenMode.flags(folder.writable() ? List.of("read", "mutate-directory") : List.of("read"));
    }

    @Override
    Folder folder() {
        return folder;
    }
}
