package org.latticehost.providers.internal.blobstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.latticehost.providers.backend.BackendLink;
import org.latticehost.providers.blobstore.BlobException;
import org.latticehost.providers.blobstore.BlobStore;

/** Blobs as files: a folder for each container, below a root that is never left. Thread-safe. */
public final class FileBlobs implements BlobStore {
    private static final String UPLOADS = ".uploads";

    private final Names names;
    private final Path uploads;

    private FileBlobs(Path root, Path uploads) {
        this.names = new Names(root);
        this.uploads = uploads;
    }

    /** Opens the folder that a link names; makes it if there is none. */
    public static BlobStore open(BackendLink link) {
        String text = link.text("root")
                .orElseThrow(
                        () -> new ConfigurationException("root is missing: the folder of the blobs, an absolute path"));
        try {
            Path root = Path.of(text);
            if (!root.isAbsolute()) {
                throw new ConfigurationException("root must be an absolute path, got '" + text + "'");
            }
            Path real = Files.createDirectories(root).toRealPath();
            return new FileBlobs(real, Files.createDirectories(real.resolve(UPLOADS)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("root '" + text + "' cannot be used: " + e, e);
        }
    }

    private Path existing(String container) {
        Path folder = names.container(container);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new BlobException("container does not exist");
        }
        return folder;
    }

    private Path object(String container, String object) {
        return names.object(existing(container), object);
    }

    @Override
    public void create(String container) throws IOException {
        Files.createDirectories(names.container(container));
    }

    @Override
    public boolean exists(String container) {
        return Files.isDirectory(names.container(container), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Instant created(String container) throws IOException {
        return attributes(existing(container)).creationTime().toInstant();
    }

    @Override
    public void delete(String container) throws IOException {
        Path folder = names.container(container);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new AmongOthers() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public List<String> names(String container) throws IOException {
        Path folder = existing(container);
        List<String> found = new ArrayList<>();
        Files.walkFileTree(folder, new AmongOthers() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(Names.text(folder.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    @Override
    public boolean has(String container, String object) {
        return Files.isRegularFile(object(container, object), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Info info(String container, String object) throws IOException {
        BasicFileAttributes attributes = attributes(object(container, object));
        if (!attributes.isRegularFile()) {
            throw new BlobException("object does not exist");
        }
        return new Info(attributes.creationTime().toInstant(), attributes.size());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new BlobException("object does not exist", e);
        }
    }

    @Override
    public InputStream read(String container, String object, long start) throws IOException {
        info(container, object);
        SeekableByteChannel channel =
                Files.newByteChannel(object(container, object), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        channel.position(start);
        return Channels.newInputStream(channel);
    }

    @Override
    public Writer write(String container, String object) throws IOException {
        Path target = object(container, object);
        Path part = Files.createTempFile(uploads, "upload", ".part");
        return new FileWriter(part, target, Files.newOutputStream(part));
    }

    @Override
    public void delete(String container, String object) throws IOException {
        Path file = object(container, object);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
        }
    }

    private static final class FileWriter implements Writer {
        private final Path part;
        private final Path target;
        private final OutputStream out;
        private boolean over;

        FileWriter(Path part, Path target, OutputStream out) {
            this.part = part;
            this.target = target;
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void commit() throws IOException {
            out.close();
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            over = true;
        }

        @Override
        public void abort() {
            if (over) {
                return;
            }
            over = true;
            try (out) {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                part.toFile().deleteOnExit();
            }
        }
    }

    /** Goes on when others delete what it was about to visit. */
    private abstract static class AmongOthers extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
