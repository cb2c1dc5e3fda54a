package org.latticehost.component.internal.model;

/** The sorts of component-level definitions that exist at run time, and types. */
public enum Sort {
    /** A core module. */
    MODULE,
    /** A component function. */
    FUNC,
    /** A type; at run time only resource types are something. */
    TYPE,
    /** A component. */
    COMPONENT,
    /** A component instance. */
    INSTANCE
}
