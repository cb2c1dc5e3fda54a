package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.attribute.BasicFileAttributes;
import org.latticehost.wasi.internal.store.WasiStore;

/** {@code open-at}. */
final class Opening {
    private Opening() {}

    static Descriptor open(WasiStore store, Folder folder, String path, boolean follow, OpenMode mode)
            throws IOException, FsFailure {
        mode.check();
        if (mode.changes() && !folder.writable()) {
            throw new FsFailure("not-permitted");
        }
        PathWalk.Found found = PathWalk.resolve(folder, path, follow);
        if (found.attributes() == null) {
            return create(store, folder, found, mode);
        }
        if (mode.create() && mode.exclusive()) {
            throw new FsFailure("exist");
        }
        return existing(store, folder, found, mode);
    }

    private static Descriptor create(WasiStore store, Folder folder, PathWalk.Found found, OpenMode mode)
            throws IOException, FsFailure {
        if (!mode.create()) {
            throw new FsFailure("no-entry");
        }
        if (found.directoryWanted()) {
            throw new FsFailure("is-directory");
        }
        try {
            return channel(store, folder, found, mode, true);
        } catch (FileAlreadyExistsException e) {
            // Another guest was faster.
            if (mode.exclusive()) {
                throw e;
            }
            return channel(store, folder, found, mode, false);
        }
    }

    private static Descriptor existing(WasiStore store, Folder folder, PathWalk.Found found, OpenMode mode)
            throws IOException, FsFailure {
        BasicFileAttributes attributes = found.existing();
        if (attributes.isSymbolicLink()) {
            throw new FsFailure("loop");
        }
        if (attributes.isDirectory()) {
            if (mode.changes()) {
                throw new FsFailure("is-directory");
            }
            return new FolderDescriptor(store, found.start() ? folder : folder.below(found.path(), attributes));
        }
        if (mode.directory()) {
            throw new FsFailure("not-directory");
        }
        // Devices, pipes and sockets: opening one could block for ever or reach out of the folder.
        if (!attributes.isRegularFile()) {
            throw new FsFailure("not-permitted");
        }
        return channel(store, folder, found, mode, false);
    }

    private static FileDescriptor channel(
            WasiStore store, Folder folder, PathWalk.Found found, OpenMode mode, boolean fresh) throws IOException {
        FileChannel channel = FileChannel.open(found.path(), mode.options(fresh));
        try {
            Object key = Folder.attributes(found.path()).fileKey();
            return new FileDescriptor(store, folder, found.path(), key, mode, new OpenFile(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
