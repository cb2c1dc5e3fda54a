package org.latticehost.component.internal.types;

import org.latticehost.component.internal.binary.Quoted;

/**
 * A rule about types is broken. Caught where the offset in the binary is known. Names in the message are made harmless.
 */
public final class TypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TypeException(String message) {
        super(Quoted.message(message), null, false, false);
    }

    /** The same with a breadcrumb before it. */
    public TypeException in(String where) {
        return new TypeException(where + ": " + getMessage());
    }
}
