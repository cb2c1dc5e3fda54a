package org.latticehost.component.internal.binary;

import org.latticehost.component.spi.CoreModuleSource;

/**
 * A core module as it was read.
 *
 * @param memories how many memories it defines (not those it imports)
 * @param pages the sum of their declared minimum sizes, in 64 KiB pages
 */
public record RawCoreModule(CoreModuleSource source, long memories, long pages) {}
