package org.latticehost.component.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled modules on disk, for engines. What lies here is run as code of this process, so the folder belongs to this user alone;
 * entries carry a digest over their key and content, which finds damage and mix-ups (it is no protection against somebody
 * who may write to the folder). Files appear complete or not at all. A failing disk costs time, never a load.
 *
 * <p>Thread-safe; several processes may use one folder.
 */
public final class CompileCache {
    private static final Logger LOG = LoggerFactory.getLogger(CompileCache.class);
    private static final int DIGEST_LENGTH = 32;
    /** Some thirty JavaScript engines. */
    private static final int MAX_MEGABYTES = 2_048;

    private static final String TEMPORARY = ".tmp";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final String suffix;
    private final long maxBytes;

    /**
     * @param folder created if it is missing, and made private to this user
     * @param suffix the end of the names of its files, unlike that of any other engine: {@code .endive}
     * @throws ConfigurationException if the folder cannot be made or belongs to somebody else
     */
    public CompileCache(Path folder, String suffix) {
        this(folder, suffix, (long) MAX_MEGABYTES << 20);
    }

    CompileCache(Path folder, String suffix, long maxBytes) {
        this.maxBytes = maxBytes;
        this.folder = folder.toAbsolutePath();
        this.suffix = suffix;
        try {
            prepare(this.folder);
        } catch (IOException e) {
            throw new ConfigurationException("cannot use " + this.folder + " as private cache folder: " + e, e);
        }
    }

    /** The folder, private to this user. */
    public Path folder() {
        return folder;
    }

    private static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        // Fails if the folder belongs to somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private Path file(String key) {
        byte[] hash = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(HexFormat.of().formatHex(hash) + suffix);
    }

    /**
     * What was stored under the key, or null. Entries that are not what was written are deleted.
     *
     * @param key names everything that the content depends on: engine, version, options, platform, digest of the module
     */
    public byte @Nullable [] get(String key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            byte[] content = Files.readAllBytes(file);
            if (content.length >= DIGEST_LENGTH) {
                byte[] payload = Arrays.copyOfRange(content, DIGEST_LENGTH, content.length);
                if (MessageDigest.isEqual(digest(key, payload), Arrays.copyOf(content, DIGEST_LENGTH))) {
                    touch(file);
                    return payload;
                }
            }
            LOG.warn("dropping damaged entry {} of the compile cache", file);
            drop(key);
        } catch (IOException e) {
            LOG.warn("cannot read entry {} of the compile cache: {}", file, e.toString());
        }
        return null;
    }

    /** Explicitly, because file systems are mounted without it. */
    private static void touch(Path file) throws IOException {
        Files.getFileAttributeView(file, BasicFileAttributeView.class)
                .setTimes(null, FileTime.from(Instant.now()), null);
    }

    /** Stores something under a key; what is too large for the whole cache is not kept. */
    public void put(String key, byte[] payload) {
        if (payload.length > maxBytes) {
            return;
        }
        Path file = file(key);
        try {
            // Created readable and writable by this user only.
            Path temporary = Files.createTempFile(folder, "new", TEMPORARY);
            try {
                byte[] content = Arrays.copyOf(digest(key, payload), DIGEST_LENGTH + payload.length);
                System.arraycopy(payload, 0, content, DIGEST_LENGTH, payload.length);
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            trim();
        } catch (IOException e) {
            LOG.warn("cannot write entry {} of the compile cache: {}", file, e.toString());
        }
    }

    /** A file of the cache as it was found. */
    private record Entry(Path file, FileTime used, long bytes) {}

    /** Deletes what was used longest ago until the rest fits, and what a process that died was writing. */
    private void trim() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long total = 0;
        Instant abandoned = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!name.endsWith(suffix) && !name.endsWith(TEMPORARY)) {
                    continue;
                }
                try {
                    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                    if (name.endsWith(suffix)) {
                        entries.add(new Entry(file, found.lastAccessTime(), found.size()));
                        total += found.size();
                    } else if (found.lastModifiedTime().toInstant().isBefore(abandoned)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException gone) {
                    LOG.trace("another process was faster", gone);
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        for (int i = 0; i < entries.size() - 1 && total > maxBytes; i++) {
            Files.deleteIfExists(entries.get(i).file());
            total -= entries.get(i).bytes();
        }
    }

    /** Forgets what was stored under the key. */
    public void drop(String key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            LOG.warn("cannot delete entry {} of the compile cache: {}", file(key), e.toString());
        }
    }

    private static byte[] digest(String key, byte[] payload) {
        MessageDigest digest = sha256();
        digest.update(key.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(payload);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
