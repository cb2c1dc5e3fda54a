package org.latticehost.providers.internal.blobstore;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.latticehost.providers.blobstore.BlobException;

/**
 * Turns names that guests give into paths below a root. A name that would lead anywhere else is refused: parts that are
 * empty, {@code .} or {@code ..}, separators of other systems, and whatever lies behind a symbolic link.
 */
final class Names {
    private final Path root;

    /**
     * @param root a real path
     */
    Names(Path root) {
        this.root = root;
    }

    Path container(String name) {
        if (name.startsWith(".") || name.indexOf('/') >= 0) {
            throw refused();
        }
        return below(root, name);
    }

    /** A slash in the name makes folders. */
    Path object(Path container, String name) {
        return below(container, name);
    }

    private static Path below(Path folder, String name) {
        Path path = folder;
        try {
            for (String part : name.split("/", -1)) {
                if (part.isEmpty()
                        || part.equals(".")
                        || part.equals("..")
                        || part.indexOf('\\') >= 0
                        || part.indexOf(':') >= 0
                        || part.indexOf('\0') >= 0) {
                    throw refused();
                }
                path = path.resolve(part);
                if (Files.isSymbolicLink(path)) {
                    throw refused();
                }
            }
        } catch (InvalidPathException e) {
            throw new BlobException("not a name: it cannot be a file", e);
        }
        if (!path.normalize().startsWith(folder) || path.equals(folder)) {
            throw refused();
        }
        return path;
    }

    private static BlobException refused() {
        return new BlobException("not a name: parts must not be empty, '.' or '..', nor have '\\' or ':'");
    }

    /** The name that leads to a path. */
    static String text(Path relative) {
        StringBuilder text = new StringBuilder();
        relative.forEach(part -> text.append(text.isEmpty() ? "" : "/").append(part));
        return text.toString();
    }
}
