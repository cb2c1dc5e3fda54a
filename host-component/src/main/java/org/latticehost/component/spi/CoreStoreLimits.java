package org.latticehost.component.spi;

/**
 * What one store may use. Growth beyond a limit fails inside the guest ({@code -1}); a module that starts beyond it
 * fails to instantiate.
 *
 * @param maxMemoryBytes largest size of each linear memory, in bytes
 * @param maxTableElements largest size of each table
 * @param maxMemories number of memories over all instances
 * @param maxTables number of tables over all instances
 * @param maxInstances number of core instances
 */
public record CoreStoreLimits(
        long maxMemoryBytes, long maxTableElements, int maxMemories, int maxTables, int maxInstances) {

    /** 256 MiB per memory, 1,000,000 table elements, 100 memories, 100 tables, 1,000 instances. */
    public static CoreStoreLimits defaults() {
        return new CoreStoreLimits(256L << 20, 1_000_000, 100, 100, 1_000);
    }
}
