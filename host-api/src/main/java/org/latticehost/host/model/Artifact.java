package org.latticehost.host.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a component come from: a reference that the host resolves, a file of this machine, or bytes the
 * embedder has. Compared by {@linkplain #reference() reference}. Immutable.
 *
 * <p>Files and bytes given in Java are always accepted; {@code allowFileLoad} concerns references that arrive over the
 * lattice.
 */
public final class Artifact {
    private final String reference;
    private final @Nullable Path file;
    private final byte @Nullable [] bytes;

    private Artifact(String reference, @Nullable Path file, byte @Nullable [] bytes) {
        this.reference = reference;
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Something that an {@code ArtifactFetcher} of the host knows to get: {@code ghcr.io/example/hello:0.1.0}, or
     * {@code file:///path} if the host allows it.
     */
    public static Artifact reference(String reference) {
        return new Artifact(notBlank(reference, "reference"), null, null);
    }

    /** A file on this machine; read when the command runs. Its reference is {@code file://} and the absolute path. */
    public static Artifact file(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return new Artifact("file://" + absolute.toString().replace('\\', '/'), absolute, null);
    }

    /**
     * Bytes in memory; not copied, and not to be changed afterwards.
     *
     * @param name stands as the reference in inventory and events
     */
    public static Artifact bytes(String name, byte[] bytes) {
        return new Artifact(notBlank(name, "name"), null, Objects.requireNonNull(bytes, "bytes"));
    }

    /** The text that names it in inventory and events. */
    public String reference() {
        return reference;
    }

    /** The file, if it was given as one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The bytes, if they were given; not to be changed. */
    public Optional<byte[]> bytes() {
        return Optional.ofNullable(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Artifact that && reference.equals(that.reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return reference;
    }

    private static String notBlank(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + what + " of an artifact must not be blank");
        }
        return text;
    }
}
