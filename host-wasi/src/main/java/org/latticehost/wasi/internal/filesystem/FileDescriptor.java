package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.wasi.internal.io.InputStreamResource;
import org.latticehost.wasi.internal.io.OutputStreamResource;
import org.latticehost.wasi.internal.store.WasiStore;

/** A descriptor of a file. Its streams may outlive it. */
final class FileDescriptor extends Descriptor {
    /** The most one read gives, whatever the guest asks for. */
    private static final int MAX_READ = 1 << 20;

    private final Folder folder;
    private final Path path;
    private final @Nullable Object key;
    private final OpenMode mode;
    private final OpenFile file;

    FileDescriptor(WasiStore store, Folder folder, Path path, @Nullable Object key, OpenMode mode, OpenFile file) {
        super(store);
        this.folder = folder;
        this.path = path;
        this.key = key;
        this.mode = mode;
        this.file = file;
    }

    @Override
    Path path() {
        return path;
    }

    @Override
    @Nullable Object key() {
        return key;
    }

    @Override
    WitFlags flags() {
        List<String> labels = new ArrayList<>(mode.flags().labels());
        labels.remove("mutate-directory");
        return OpenMode.flags(labels);
    }

    @Override
    FileDescriptor file() {
        return this;
    }

    /** {@code tuple<list<u8>, bool>}; both numbers are unsigned. */
    List<Object> read(long length, long offset) throws IOException, FsFailure {
        readable();
        byte[] bytes = file.read(length < 0 || length > MAX_READ ? MAX_READ : (int) length, checked(offset));
        return List.of(bytes, bytes.length == 0 && length != 0);
    }

    long write(byte[] bytes, long offset) throws IOException, FsFailure {
        writable().write(bytes, checked(offset));
        return bytes.length;
    }

    InputStreamResource readStream(long offset) throws FsFailure {
        readable();
        return new InputStreamResource(wasiStore(), null, new FileSource(file.share(), checked(offset)));
    }

    OutputStreamResource writeStream(long offset) throws FsFailure {
        return new OutputStreamResource(
                wasiStore(), null, new FileSink(writable().share(), checked(offset)));
    }

    OutputStreamResource appendStream() throws FsFailure {
        return new OutputStreamResource(
                wasiStore(), null, new FileSink(writable().share(), FileSink.APPEND));
    }

    void resize(long size) throws IOException, FsFailure {
        writable().resize(checked(size));
    }

    void sync(boolean metadata) throws IOException {
        file.sync(metadata);
    }

    WitRecord stat() throws IOException {
        BasicFileAttributes attributes = named();
        return attributes == null ? Metadata.stat(file.size()) : Metadata.stat(path, attributes);
    }

    void touch(Object access, Object modification) throws IOException, FsFailure {
        writable();
        if (named() == null) {
            throw new FsFailure("unsupported");
        }
        Metadata.touch(path, access, modification);
    }

    @Override
    protected void onRelease() {
        file.release();
    }

    /** What is known about the file by its name, as long as the name still means this file. */
    private @Nullable BasicFileAttributes named() throws IOException {
        try {
            folder.check();
            BasicFileAttributes attributes = Folder.attributes(path);
            return Metadata.same(path, key, path, attributes.fileKey()) ? attributes : null;
        } catch (java.nio.file.NoSuchFileException | FsFailure e) {
            return null;
        }
    }

    private void readable() throws FsFailure {
        if (!mode.read()) {
            throw new FsFailure("bad-descriptor");
        }
    }

    private OpenFile writable() throws FsFailure {
        if (!mode.write()) {
            throw new FsFailure("bad-descriptor");
        }
        return file;
    }

    private static long checked(long unsigned) throws FsFailure {
        if (unsigned < 0) {
            throw new FsFailure("invalid");
        }
        return unsigned;
    }
}
