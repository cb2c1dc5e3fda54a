package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.latticehost.host.spi.HostInterface;
import org.latticehost.host.wit.WitFlags;

/** The functions of {@code descriptor} that make, remove and change names. */
final class NameFunctions {
    private NameFunctions() {}

    static void register(HostInterface.Builder b) {
        b.function("[method]descriptor.create-directory-at", FsCalls.shared(args -> {
                    createDirectory(((Descriptor) args[0]).writableFolder(), (String) args[1]);
                    return null;
                }))
                .function("[method]descriptor.remove-directory-at", FsCalls.shared(args -> {
                    removeDirectory(((Descriptor) args[0]).writableFolder(), (String) args[1]);
                    return null;
                }))
                .function("[method]descriptor.unlink-file-at", FsCalls.shared(args -> {
                    unlink(((Descriptor) args[0]).writableFolder(), (String) args[1]);
                    return null;
                }))
                .function("[method]descriptor.rename-at", FsCalls.exclusive(args -> {
                    rename(
                            ((Descriptor) args[0]).writableFolder(),
                            (String) args[1],
                            ((Descriptor) args[2]).writableFolder(),
                            (String) args[3]);
                    return null;
                }))
                .function("[method]descriptor.link-at", FsCalls.exclusive(args -> {
                    if (((WitFlags) args[1]).has("symlink-follow")) {
                        throw new FsFailure("invalid");
                    }
                    link(
                            ((Descriptor) args[0]).writableFolder(),
                            (String) args[2],
                            ((Descriptor) args[3]).writableFolder(),
                            (String) args[4]);
                    return null;
                }))
                .function("[method]descriptor.symlink-at", FsCalls.exclusive(args -> {
                    symlink(((Descriptor) args[0]).writableFolder(), (String) args[1], (String) args[2]);
                    return null;
                }))
                .function(
                        "[method]descriptor.readlink-at",
                        FsCalls.shared(args -> readlink(((Descriptor) args[0]).folder(), (String) args[1])));
    }

    private static void createDirectory(Folder folder, String path) throws IOException, FsFailure {
        PathWalk.Found found = PathWalk.resolve(folder, path, false);
        if (found.attributes() != null) {
            throw new FsFailure("exist");
        }
        Files.createDirectory(found.path());
    }

    private static void removeDirectory(Folder folder, String path) throws IOException, FsFailure {
        PathWalk.Found found = named(folder, path);
        if (!found.existing().isDirectory()) {
            throw new FsFailure("not-directory");
        }
        Files.delete(found.path());
    }

    private static void unlink(Folder folder, String path) throws IOException, FsFailure {
        PathWalk.Found found = named(folder, path);
        if (found.existing().isDirectory()) {
            throw new FsFailure("is-directory");
        }
        Files.delete(found.path());
    }

    private static void rename(Folder from, String path, Folder to, String newPath) throws IOException, FsFailure {
        PathWalk.Found source = named(from, path);
        BasicFileAttributes moved = source.existing();
        PathWalk.Found target = named(to, newPath);
        if (target.directoryWanted() && !moved.isDirectory()) {
            throw new FsFailure("not-directory");
        }
        Files.move(source.path(), target.path(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void link(Folder from, String path, Folder to, String newPath) throws IOException, FsFailure {
        PathWalk.Found source = named(from, path);
        if (source.existing().isDirectory()) {
            throw new FsFailure("not-permitted");
        }
        PathWalk.Found target = named(to, newPath);
        if (target.attributes() != null) {
            throw new FsFailure("exist");
        }
        if (target.directoryWanted()) {
            throw new FsFailure("no-entry");
        }
        Files.createLink(target.path(), source.path());
    }

    private static void symlink(Folder folder, String target, String path) throws IOException, FsFailure {
        // Where a relative target leads is checked when it is followed.
        if (target.startsWith("/")) {
            throw new FsFailure("not-permitted");
        }
        if (target.isEmpty()) {
            throw new FsFailure("no-entry");
        }
        PathWalk.Found found = PathWalk.resolve(folder, path, false);
        if (found.attributes() != null) {
            throw new FsFailure("exist");
        }
        if (found.directoryWanted()) {
            throw new FsFailure("no-entry");
        }
        Path link = found.path();
        try {
            Path text = link.getFileSystem().getPath(target);
            if (text.isAbsolute()) {
                throw new FsFailure("not-permitted");
            }
            Files.createSymbolicLink(link, text);
        } catch (InvalidPathException e) {
            throw new FsFailure("illegal-byte-sequence");
        }
    }

    private static String readlink(Folder folder, String path) throws IOException, FsFailure {
        PathWalk.Found found = PathWalk.resolve(folder, path, false);
        if (!found.existing().isSymbolicLink()) {
            throw new FsFailure("invalid");
        }
        Path target = Files.readSymbolicLink(found.path());
        // A guest cannot have made it, and shall not learn paths of the host from it.
        if (target.isAbsolute()) {
            throw new FsFailure("not-permitted");
        }
        return target.toString();
    }

    /** A path whose last name can be taken away: not the folder itself. */
    private static PathWalk.Found named(Folder folder, String path) throws IOException, FsFailure {
        PathWalk.Found found = PathWalk.resolve(folder, path, false);
        if (found.start()) {
            throw new FsFailure("busy");
        }
        return found;
    }
}
