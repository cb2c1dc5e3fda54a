package org.latticehost.component.spi;

/** The value types of core WebAssembly that may cross a module boundary. */
public enum CoreValueType {
    /** 32-bit integer. */
    I32,
    /** 64-bit integer. */
    I64,
    /** 32-bit float, carried as its bit pattern. */
    F32,
    /** 64-bit float, carried as its bit pattern. */
    F64,
    /** 128-bit vector; only between core modules, never to or from Java. */
    V128,
    /** Function reference; only between core modules. */
    FUNCREF,
    /** Host reference; only between core modules. */
    EXTERNREF
}
