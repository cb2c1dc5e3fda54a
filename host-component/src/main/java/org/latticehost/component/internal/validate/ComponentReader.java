package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.binary.ComponentBinary;
import org.latticehost.component.internal.model.ComponentDef;

/** Reads and validates components. */
public final class ComponentReader {
    private ComponentReader() {}

    /**
     * Reads a component binary. Takes time and memory in proportion to the size; everything that is hostile ends in the
     * exception.
     *
     * @throws org.latticehost.host.error.ComponentLoadException with the byte offset, if the bytes are malformed or
     *     invalid ({@code INVALID_COMPONENT}), use features that are not supported ({@code UNSUPPORTED_FEATURE}), or are a
     *     core module ({@code CORE_MODULE}). Function bodies of core modules are checked when an engine compiles them
     */
    public static ComponentDef read(byte[] bytes) {
        ComponentValidator validator = new ComponentValidator();
        ComponentBinary.read(bytes, validator);
        return validator.result();
    }
}
