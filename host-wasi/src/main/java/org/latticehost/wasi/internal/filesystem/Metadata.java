package org.latticehost.wasi.internal.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.Declarations;

/** What is known about files, in the guest's form. */
final class Metadata {
    private static final WitInterface TYPES = Declarations.of("wasi:filesystem/types@0.2.6");
    private static final WitType.EnumOf TYPE = (WitType.EnumOf) TYPES.type("descriptor-type");
    private static final WitType.RecordOf STAT = (WitType.RecordOf) TYPES.type("descriptor-stat");
    private static final WitType.RecordOf DATETIME = (WitType.RecordOf) TYPES.type("datetime");
    private static final WitType.RecordOf HASH = (WitType.RecordOf) TYPES.type("metadata-hash-value");

    private Metadata() {}

    static WitEnum type(BasicFileAttributes attributes) {
        String label = attributes.isDirectory()
                ? "directory"
                : attributes.isRegularFile()
                        ? "regular-file"
                        : attributes.isSymbolicLink() ? "symbolic-link" : "unknown";
        return WitEnum.of(TYPE, label);
    }

    static WitEnum regularFile() {
        return WitEnum.of(TYPE, "regular-file");
    }

    static WitEnum directory() {
        return WitEnum.of(TYPE, "directory");
    }

    /** {@code descriptor-stat} of what the path itself stands for. */
    static WitRecord stat(Path path, BasicFileAttributes attributes) {
        return WitRecord.of(
                STAT,
                type(attributes),
                links(path),
                attributes.size(),
                Optional.of(time(attributes.lastAccessTime())),
                Optional.of(time(attributes.lastModifiedTime())),
                changed(path).map(Metadata::time));
    }

    /** {@code descriptor-stat} of an open file that has lost its name. */
    static WitRecord stat(long size) {
        return WitRecord.of(STAT, regularFile(), 0L, size, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Differs between files, stays the same for one. */
    static WitRecord hash(Path path, @Nullable Object key) {
        String identity = key == null ? path.toString() : key.toString();
        UUID digest = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
        return WitRecord.of(HASH, digest.getLeastSignificantBits(), digest.getMostSignificantBits());
    }

    /** Whether two keys, or where there are none two paths, mean the same file. */
    static boolean same(Path one, @Nullable Object oneKey, Path other, @Nullable Object otherKey) {
        return oneKey == null ? one.equals(other) : oneKey.equals(otherKey);
    }

    /** Sets times as two {@code new-timestamp}s say. */
    static void touch(Path path, Object access, Object modification) throws IOException, FsFailure {
        BasicFileAttributeView view = Objects.requireNonNull(
                Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        view.setTimes(newTime((WitVariant) modification), newTime((WitVariant) access), null);
    }

    private static @Nullable FileTime newTime(WitVariant wanted) throws FsFailure {
        if (wanted.name().equals("now")) {
            return FileTime.from(Instant.now());
        }
        if (!(wanted.payload() instanceof WitRecord datetime)) {
            return null;
        }
        long seconds = (Long) datetime.get("seconds");
        int nanos = (Integer) datetime.get("nanoseconds");
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond() || nanos < 0 || nanos >= 1_000_000_000) {
            throw new FsFailure("overflow");
        }
        return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
    }

    private static WitRecord time(FileTime time) {
        Instant instant = time.toInstant();
        return instant.getEpochSecond() < 0
                ? WitRecord.of(DATETIME, 0L, 0)
                : WitRecord.of(DATETIME, instant.getEpochSecond(), instant.getNano());
    }

    private static long links(Path path) {
        return unix(path, "nlink").map(n -> ((Number) n).longValue()).orElse(1L);
    }

    private static Optional<FileTime> changed(Path path) {
        return unix(path, "ctime").map(FileTime.class::cast);
    }

    /** What only some file systems know. */
    private static Optional<Object> unix(Path path, String attribute) {
        try {
            return Optional.ofNullable(Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
