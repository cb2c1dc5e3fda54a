package org.latticehost.component.spi;

/**
 * Something that can be imported: a function, table, memory, global or tag of a store. Identity matters: importing the
 * same object twice gives the same entity.
 */
public interface CoreExtern {

    /** What it is. */
    CoreExternType type();
}
