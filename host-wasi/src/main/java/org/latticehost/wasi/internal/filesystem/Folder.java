package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a guest holds, as a path below a granted folder.
 *
 * <p>Java cannot address files relative to an open folder in every way a guest may, so paths are used, and a path may
 * come to mean something else while a guest holds it: a folder on the way can be moved away and a symbolic link be put
 * in its place, to lead out of the granted folder. Therefore (1) before each use every folder on the way is checked not
 * to be a link, (2) {@link PathWalk} does the same for what lies below, and (3) no guest can change what a name stands
 * for between check and use: renaming and linking hold {@link #LOCK} exclusively, all else holds it shared. Programs
 * outside of this JVM that change a granted folder at the same time are trusted.
 *
 * @param parent the folder it was opened in; null for a granted one
 * @param path absolute; for a granted folder without any link
 * @param key what identifies the folder itself; null where the file system has no such thing
 * @param writable whether anything below may be changed
 */
record Folder(@Nullable Folder parent, Path path, @Nullable Object key, boolean writable) {
    /** One for all: granted folders may lie inside each other. */
    static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

    /** A granted folder. */
    static Folder granted(Path folder, boolean writable) throws IOException {
        Path real = folder.toRealPath();
        return new Folder(null, real, attributes(real).fileKey(), writable);
    }

    /** A folder directly or further below this one; every name in between has been checked. */
    Folder below(Path folder, BasicFileAttributes attributes) {
        return new Folder(this, folder, attributes.fileKey(), writable);
    }

    /** Checks that the path still leads to this folder, without a link. */
    void check() throws IOException, FsFailure {
        BasicFileAttributes now = attributes(path);
        if (!now.isDirectory() || !Objects.equals(now.fileKey(), key)) {
            throw new FsFailure("no-entry");
        }
        Folder above = parent;
        if (above != null) {
            above.check();
            for (Path p = path.getParent(); p != null && !p.equals(above.path); p = p.getParent()) {
                if (!attributes(p).isDirectory()) {
                    throw new FsFailure("no-entry");
                }
            }
        }
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
