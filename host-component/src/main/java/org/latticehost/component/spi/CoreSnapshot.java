package org.latticehost.component.spi;

/** The state of a store at one moment. Only meaningful to the store that made it. Immutable. */
public interface CoreSnapshot {

    /** Bytes this snapshot holds beyond what its module holds anyway. */
    long byteSize();
}
