package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitRecord;

/** The functions of {@code descriptor} that open, read, write and describe. */
final class DescriptorFunctions {
    private DescriptorFunctions() {}

    static void register(HostInterface.Builder b) {
        b.function("[method]descriptor.open-at", FsCalls.shared(args -> {
                    Descriptor self = (Descriptor) args[0];
                    return Opening.open(
                            self.wasiStore(),
                            self.folder(),
                            (String) args[2],
                            follow(args[1]),
                            new OpenMode((WitFlags) args[3], (WitFlags) args[4]));
                }))
                .function("[method]descriptor.read-directory", FsCalls.shared(args -> {
                    Descriptor self = (Descriptor) args[0];
                    return DirectoryEntries.of(self.wasiStore(), self.folder());
                }));
        content(b);
        description(b);
        times(b);
    }

    private static void content(HostInterface.Builder b) {
        b.function("[method]descriptor.read", file((f, args) -> f.read((Long) args[1], (Long) args[2])))
                .function("[method]descriptor.write", file((f, args) -> f.write((byte[]) args[1], (Long) args[2])))
                .function("[method]descriptor.read-via-stream", file((f, args) -> f.readStream((Long) args[1])))
                .function("[method]descriptor.write-via-stream", file((f, args) -> f.writeStream((Long) args[1])))
                .function("[method]descriptor.append-via-stream", file((f, args) -> f.appendStream()))
                .function("[method]descriptor.set-size", FsCalls.plain(args -> {
                    ((Descriptor) args[0]).file().resize((Long) args[1]);
                    return null;
                }))
                .function("[method]descriptor.advise", FsCalls.plain(args -> {
                    // Advice may be ignored, except from who has no file.
                    ((Descriptor) args[0]).file();
                    return null;
                }))
                .function("[method]descriptor.sync", FsCalls.plain(args -> sync(args[0], true)))
                .function("[method]descriptor.sync-data", FsCalls.plain(args -> sync(args[0], false)));
    }

    private static void description(HostInterface.Builder b) {
        b.function("[method]descriptor.get-flags", FsCalls.plain(args -> ((Descriptor) args[0]).flags()))
                .function(
                        "[method]descriptor.get-type",
                        FsCalls.plain(args ->
                                args[0] instanceof FileDescriptor ? Metadata.regularFile() : Metadata.directory()))
                .function("[method]descriptor.stat", FsCalls.shared(args -> stat((Descriptor) args[0])))
                .function("[method]descriptor.stat-at", FsCalls.shared(args -> {
                    PathWalk.Found found = find(args);
                    return Metadata.stat(found.path(), found.existing());
                }))
                .function("[method]descriptor.metadata-hash", FsCalls.plain(args -> {
                    Descriptor self = (Descriptor) args[0];
                    return Metadata.hash(self.path(), self.key());
                }))
                .function("[method]descriptor.metadata-hash-at", FsCalls.shared(args -> {
                    PathWalk.Found found = find(args);
                    return Metadata.hash(found.path(), found.existing().fileKey());
                }))
                .function(
                        "[method]descriptor.is-same-object",
                        (call, args) -> ((Descriptor) args[0]).sameAs((Descriptor) args[1]));
    }

    private static void times(HostInterface.Builder b) {
        b.function("[method]descriptor.set-times", FsCalls.shared(args -> {
                    if (args[0] instanceof FileDescriptor file) {
                        file.touch(args[1], args[2]);
                    } else {
                        Folder folder = ((Descriptor) args[0]).writableFolder();
                        folder.check();
                        Metadata.touch(folder.path(), args[1], args[2]);
                    }
                    return null;
                }))
                .function("[method]descriptor.set-times-at", FsCalls.shared(args -> {
                    ((Descriptor) args[0]).writableFolder();
                    PathWalk.Found found = find(args);
                    found.existing();
                    Metadata.touch(found.path(), args[3], args[4]);
                    return null;
                }));
    }

    /** What the parameters {@code self}, {@code path-flags} and {@code path} mean. */
    private static PathWalk.Found find(Object[] args) throws IOException, FsFailure {
        return PathWalk.resolve(((Descriptor) args[0]).folder(), (String) args[2], follow(args[1]));
    }

    private static boolean follow(Object pathFlags) {
        return ((WitFlags) pathFlags).has("symlink-follow");
    }

    private static WitRecord stat(Descriptor self) throws IOException, FsFailure {
        if (self instanceof FileDescriptor file) {
            return file.stat();
        }
        self.folder().check();
        return Metadata.stat(self.path(), Folder.attributes(self.path()));
    }

    private static @org.jspecify.annotations.Nullable Object sync(Object self, boolean metadata) throws IOException {
        // Java cannot sync a folder.
        if (self instanceof FileDescriptor file) {
            file.sync(metadata);
        }
        return null;
    }

    private static HostFunction file(FileBody body) {
        return FsCalls.plain(args -> body.run(((Descriptor) args[0]).file(), args));
    }

    @FunctionalInterface
    private interface FileBody {
        Object run(FileDescriptor file, Object[] args) throws IOException, FsFailure;
    }
}
