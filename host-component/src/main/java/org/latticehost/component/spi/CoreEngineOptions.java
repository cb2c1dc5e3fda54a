package org.latticehost.component.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an engine needs to know when it is made.
 *
 * @param cacheFolder where compiled modules may be kept between runs, or empty for none. Compiled code is executable:
 *     the engine keeps the folder private to the user, writes atomically and checks a digest when reading
 * @param maxMemoryBytes the largest linear memory any module may declare or grow to; stores may set less
 */
public record CoreEngineOptions(Optional<Path> cacheFolder, long maxMemoryBytes) {}
