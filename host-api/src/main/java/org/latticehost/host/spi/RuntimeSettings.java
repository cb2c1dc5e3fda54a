package org.latticehost.host.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a runtime needs to know when it is made.
 *
 * @param engine which engine runs core modules: a name such as {@code endive} or {@code wasmtime}, {@code auto} to
 *     choose per component, or empty for the only one there is
 * @param cacheFolder where compiled code may be kept between runs, or empty for none
 * @param maxComponentBytes largest accepted binary
 * @param maxMemoryBytes largest linear memory any component may have
 */
public record RuntimeSettings(
        Optional<String> engine, Optional<Path> cacheFolder, long maxComponentBytes, long maxMemoryBytes) {}
