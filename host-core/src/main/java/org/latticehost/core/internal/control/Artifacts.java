package org.latticehost.core.internal.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.latticehost.host.error.ArtifactException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.model.Artifact;
import org.latticehost.host.model.RegistryCredential;
import org.latticehost.host.spi.ArtifactFetcher;

/** Gets the bytes of artifacts, never more than the host accepts. Thread-safe; blocks. */
public final class Artifacts {
    private static final String FILE = "file://";

    private final List<ArtifactFetcher> fetchers;
    private final long maxBytes;
    private final boolean allowFileLoad;

    /**
     * @param allowFileLoad whether references from the lattice may name files
     */
    public Artifacts(List<ArtifactFetcher> fetchers, long maxBytes, boolean allowFileLoad) {
        this.fetchers = List.copyOf(fetchers);
        this.maxBytes = maxBytes;
        this.allowFileLoad = allowFileLoad;
    }

    /**
     * The bytes of an artifact.
     *
     * @param embedder whether the Java program asks, which may load any file
     * @throws ArtifactException if they cannot be had
     */
    public byte[] fetch(Artifact artifact, boolean embedder) {
        String reference = artifact.reference();
        if (artifact.bytes().isPresent()) {
            return sized(artifact.bytes().get(), reference);
        }
        if (artifact.file().isPresent()) {
            return file(artifact.file().get(), reference);
        }
        if (reference.startsWith(FILE)) {
            if (!embedder && !allowFileLoad) {
                throw new ArtifactException(
                        ErrorCode.DENIED,
                        "failed to fetch component: unable to start component from file, file loading is disabled");
            }
            return file(path(reference), reference);
        }
        return fetcher(reference).fetch(reference, maxBytes);
    }

    /** Tells the fetchers how to sign in to registries. */
    void credentials(Map<String, RegistryCredential> byRegistry) {
        fetchers.forEach(fetcher -> byRegistry.forEach(fetcher::credential));
    }

    private ArtifactFetcher fetcher(String reference) {
        return fetchers.stream()
                .filter(fetcher -> fetcher.supports(reference))
                .findFirst()
                .orElseThrow(() -> new ArtifactException(
                        ErrorCode.NO_IMPLEMENTATION,
                        "failed to fetch component: nothing fetches '" + reference + "' (fetchers: "
                                + fetchers.stream()
                                        .map(f -> f.getClass().getSimpleName())
                                        .toList()
                                + "); add host-oci, call builder.artifactFetcher(..), or use Artifact.file(..)"));
    }

    private byte[] file(Path path, String reference) {
        try (InputStream in = Files.newInputStream(path)) {
            long size = Files.size(path);
            if (size > maxBytes) {
                throw tooLarge(reference, size);
            }
            // One more than allowed, because a file may grow while it is read.
            return sized(in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1)), reference);
        } catch (NoSuchFileException e) {
            throw new ArtifactException(ErrorCode.NOT_FOUND, "failed to fetch component: there is no file " + path, e);
        } catch (IOException e) {
            throw new ArtifactException("failed to fetch component: failed to read component: " + path + ": " + e, e);
        }
    }

    private static Path path(String reference) {
        try {
            return Path.of(URI.create(reference));
        } catch (IllegalArgumentException e) {
            // Not percent-encoded, as most people write it.
            return Path.of(reference.substring(FILE.length()));
        }
    }

    private byte[] sized(byte[] bytes, String reference) {
        if (bytes.length > maxBytes) {
            throw tooLarge(reference, bytes.length);
        }
        return bytes;
    }

    private ArtifactException tooLarge(String reference, long size) {
        return new ArtifactException(
                ErrorCode.INVALID_COMPONENT,
                "failed to fetch component: '" + reference + "' has " + size + " bytes, this host accepts " + maxBytes
                        + " (maxComponentBytes)");
    }
}
