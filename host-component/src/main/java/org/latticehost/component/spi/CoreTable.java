package org.latticehost.component.spi;

/** A table of a store. */
public interface CoreTable extends CoreExtern {

    /** Number of elements now. */
    int size();
}
