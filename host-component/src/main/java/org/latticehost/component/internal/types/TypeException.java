package org.latticehost.component.internal.types;

/** A rule about types is broken. Caught where the offset in the binary is known. */
public final class TypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TypeException(String message) {
        super(message, null, false, false);
    }

    /** The same with a breadcrumb before it. */
    public TypeException in(String where) {
        return new TypeException(where + ": " + getMessage());
    }
}
