package org.latticehost.component.spi;

/** The kinds of imports and exports of core modules, in the order of their binary codes. */
public enum CoreExternKind {
    FUNC,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
}
