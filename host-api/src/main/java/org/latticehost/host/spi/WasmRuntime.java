package org.latticehost.host.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Loads and runs WebAssembly components.
 *
 * <p>Thread-safe.
 */
public interface WasmRuntime extends AutoCloseable {

    /** Names of the engines it can choose from. */
    Set<String> engines();

    /**
     * Reads, validates and compiles a component. Blocks for milliseconds to seconds; never runs guest code.
     *
     * @param wasm the binary; not changed, not kept
     * @param engine an engine name, {@code auto}, or empty for the runtime's setting
     * @throws org.latticehost.host.error.ComponentLoadException if this is no component, an invalid one, or one that
     *     needs something no engine here has
     */
    CompiledComponent compile(byte[] wasm, Optional<String> engine);

    /** Releases engines and compiled code. What was made from it must be closed first. */
    @Override
    void close();
}
