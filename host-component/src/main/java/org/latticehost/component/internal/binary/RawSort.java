package org.latticehost.component.internal.binary;

/** The sorts of the binary format; the first five in the order of core kinds. */
public enum RawSort {
    CORE_FUNC,
    CORE_TABLE,
    CORE_MEMORY,
    CORE_GLOBAL,
    CORE_TAG,
    CORE_TYPE,
    CORE_MODULE,
    CORE_INSTANCE,
    FUNC,
    TYPE,
    COMPONENT,
    INSTANCE
}
