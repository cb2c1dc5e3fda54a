package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a guest's path name by name, so that neither {@code ..} nor a symbolic link leads out of the folder it starts
 * from. Used under {@link Folder#LOCK}.
 */
final class PathWalk {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_LINKS = 40;

    private final boolean followLast;
    private final Deque<String> todo = new ArrayDeque<>();
    private final List<Path> entered = new ArrayList<>();
    private boolean directoryWanted;
    private int links;

    private PathWalk(Folder start, boolean followLast) {
        this.followLast = followLast;
        entered.add(start.path());
    }

    /**
     * What a path leads to.
     *
     * @param path no link on the way; the last name may be one only if it was not to be followed
     * @param attributes of what is there; null if there is nothing, but the folder for it is
     * @param directoryWanted whether the path says, by a slash at its end, that it means a folder
     * @param start whether it is the very folder the walk started from
     */
    record Found(Path path, @Nullable BasicFileAttributes attributes, boolean directoryWanted, boolean start) {

        /** What is there. */
        BasicFileAttributes existing() throws FsFailure {
            if (attributes == null) {
                throw new FsFailure("no-entry");
            }
            if (directoryWanted && !attributes.isDirectory()) {
                throw new FsFailure("not-directory");
            }
            return attributes;
        }
    }

    /**
     * @param followLast whether to follow the last name if it is a link; a slash at the end does so anyway
     */
    static Found resolve(Folder start, String path, boolean followLast) throws IOException, FsFailure {
        start.check();
        return new PathWalk(start, followLast).walk(path);
    }

    private Found walk(String path) throws IOException, FsFailure {
        if (path.isEmpty()) {
            throw new FsFailure("no-entry");
        }
        if (path.length() > MAX_LENGTH) {
            throw new FsFailure("name-too-long");
        }
        push(path);
        while (!todo.isEmpty()) {
            Found found = step(todo.remove());
            if (found != null) {
                return found;
            }
        }
        Path reached = top();
        return new Found(reached, Folder.attributes(reached), true, entered.size() == 1);
    }

    /** Puts the names of a path in front of those to be resolved. */
    private void push(String path) throws FsFailure {
        if (path.startsWith("/")) {
            throw new FsFailure("not-permitted");
        }
        boolean last = todo.isEmpty();
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                todo.addFirst(names[i]);
            }
        }
        if (last && (path.endsWith("/") || path.endsWith("/."))) {
            directoryWanted = true;
        }
    }

    private @Nullable Found step(String name) throws IOException, FsFailure {
        if (name.equals("..")) {
            if (entered.size() == 1) {
                throw new FsFailure("not-permitted");
            }
            entered.remove(entered.size() - 1);
            return null;
        }
        Path next = child(name);
        boolean last = todo.isEmpty();
        BasicFileAttributes attributes;
        try {
            attributes = Folder.attributes(next);
        } catch (NoSuchFileException e) {
            if (last) {
                return new Found(next, null, directoryWanted, false);
            }
            throw e;
        }
        if (attributes.isSymbolicLink() && (!last || followLast || directoryWanted)) {
            follow(next);
            return null;
        }
        if (last) {
            return new Found(next, attributes, directoryWanted, false);
        }
        if (!attributes.isDirectory()) {
            throw new FsFailure("not-directory");
        }
        entered.add(next);
        return null;
    }

    private void follow(Path link) throws IOException, FsFailure {
        if (++links > MAX_LINKS) {
            throw new FsFailure("loop");
        }
        Path target = Files.readSymbolicLink(link);
        if (target.isAbsolute()) {
            throw new FsFailure("not-permitted");
        }
        push(target.toString().replace(target.getFileSystem().getSeparator(), "/"));
    }

    private Path child(String name) throws FsFailure {
        try {
            Path parent = top();
            Path child = parent.resolve(name);
            // On file systems with other separators or with drives, a name may be more than a name.
            if (!parent.equals(child.getParent())
                    || !name.equals(child.getFileName().toString())) {
                throw new FsFailure("not-permitted");
            }
            return child;
        } catch (InvalidPathException e) {
            throw new FsFailure("illegal-byte-sequence");
        }
    }

    private Path top() {
        return entered.get(entered.size() - 1);
    }
}
