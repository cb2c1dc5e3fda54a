package org.latticehost.wasi.internal.filesystem;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code descriptor}: of a file or of a folder. */
abstract sealed class Descriptor extends WasiResource permits FileDescriptor, FolderDescriptor {
    private final WasiStore store;

    Descriptor(WasiStore store) {
        super("descriptor", store);
        this.store = store;
    }

    final WasiStore wasiStore() {
        return store;
    }

    /** Where it was opened. */
    abstract Path path();

    /** What identifies it; null where the file system has no such thing. */
    abstract @Nullable Object key();

    abstract WitFlags flags();

    final boolean sameAs(Descriptor other) {
        return Metadata.same(path(), key(), other.path(), other.key());
    }

    /** This, if it is a file. */
    FileDescriptor file() throws FsFailure {
        throw new FsFailure("bad-descriptor");
    }

    /** This, if it is a folder. */
    Folder folder() throws FsFailure {
        throw new FsFailure("not-directory");
    }

    /** This, if it is a folder that may be changed. */
    final Folder writableFolder() throws FsFailure {
        Folder folder = folder();
        if (!folder.writable()) {
            throw new FsFailure("not-permitted");
        }
        return folder;
    }
}
