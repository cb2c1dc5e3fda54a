package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.wasi.internal.store.Declarations;
import org.latticehost.wasi.internal.store.WasiResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A {@code directory-entry-stream}. */
final class DirectoryEntries extends WasiResource {
    private static final WitType.RecordOf ENTRY =
            (WitType.RecordOf) Declarations.of("wasi:filesystem/types@0.2.6").type("directory-entry");

    private final DirectoryStream<Path> stream;
    private final Iterator<Path> entries;

    private DirectoryEntries(WasiStore store, DirectoryStream<Path> stream) {
        super("directory-entry-stream", store);
        this.stream = stream;
        this.entries = stream.iterator();
    }

    // Closed by onRelease.
    @SuppressWarnings("StreamResourceLeak")
    static DirectoryEntries of(WasiStore store, Folder folder) throws IOException, FsFailure {
        folder.check();
        return new DirectoryEntries(store, Files.newDirectoryStream(folder.path()));
    }

    /** The next entry, or nothing at the end. */
    Optional<WitRecord> next() throws IOException {
        try {
            while (entries.hasNext()) {
                Optional<WitRecord> entry = entry(entries.next());
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Nothing if it is gone since it was listed. */
    private static Optional<WitRecord> entry(Path path) throws IOException {
        try {
            String name = path.getFileName().toString();
            return Optional.of(WitRecord.of(ENTRY, Metadata.type(Folder.attributes(path)), name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    protected void onRelease() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written: there is nothing to lose and nobody to tell.
            return;
        }
    }
}
