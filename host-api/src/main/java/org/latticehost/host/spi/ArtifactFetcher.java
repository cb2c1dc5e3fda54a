package org.latticehost.host.spi;

import org.latticehost.host.model.RegistryCredential;

/**
 * Gets the bytes behind a reference. The host asks its fetchers in order which one takes a reference.
 *
 * <p>Thread-safe. May block.
 */
public interface ArtifactFetcher {

    /** Whether it takes references of this form. Must not do I/O. */
    boolean supports(String reference);

    /**
     * Fetches an artifact.
     *
     * @param maxBytes larger artifacts are refused before they are read whole
     * @throws org.latticehost.host.error.ArtifactException if it cannot be had; names the reference and the remedy
     */
    byte[] fetch(String reference, long maxBytes);

    /**
     * Sign in this way from now on, where a reference names that registry. Does nothing unless overridden.
     *
     * @param registry host and port as in references: {@code registry.example:5000}
     */
    default void credential(String registry, RegistryCredential credential) {}
}
