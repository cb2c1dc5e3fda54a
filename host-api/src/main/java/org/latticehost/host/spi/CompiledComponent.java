package org.latticehost.host.spi;

import org.latticehost.host.wit.WitWorld;

/**
 * A validated and compiled component, not yet linked.
 *
 * <p>Immutable and thread-safe.
 */
public interface CompiledComponent extends AutoCloseable {

    /** What it imports and exports. */
    WitWorld world();

    /** Name of the engine that runs it. */
    String engine();

    /** Lower-case hexadecimal SHA-256 of the binary. */
    String digest();

    /**
     * Resolves every import once and for all and prepares calls. Does not run guest code.
     *
     * @throws org.latticehost.host.error.ComponentLoadException with code {@code UNRESOLVED_IMPORT} if something is
     *     missing or of another type; names the import, the function and both types
     */
    LinkedComponent link(LinkOptions options);

    /** Releases the compiled code; linked components made from it must be closed first. Harmless when repeated. */
    @Override
    void close();
}
