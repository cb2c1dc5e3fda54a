package org.latticehost.host.spi;

import org.latticehost.host.wit.FunctionType;

/** A function that a component exports, resolved by its {@link LinkedComponent}. Immutable. */
public interface ExportedFunction {

    /** For messages: {@code wasi:cli/run@0.2.0#run}. */
    String name();

    /** Its type. */
    FunctionType type();
}
