package org.latticehost.component.spi;

/** Why a guest was stopped. */
public enum TrapKind {
    UNREACHABLE,
    MEMORY_OUT_OF_BOUNDS,
    TABLE_OUT_OF_BOUNDS,
    UNINITIALIZED_ELEMENT,
    INDIRECT_CALL_TYPE,
    INTEGER_OVERFLOW,
    INTEGER_DIVIDE_BY_ZERO,
    BAD_CONVERSION,
    STACK_OVERFLOW,
    /** Stopped by {@link CoreStore#interrupt}. */
    INTERRUPTED,
    /** A limit of the store was hit where the guest cannot be told. */
    LIMIT,
    /** A rule of the Component Model was broken (canonical ABI, handles, re-entrance). */
    COMPONENT,
    /** An exception of the guest that nobody caught. */
    UNCAUGHT_EXCEPTION,
    OTHER
}
