package org.latticehost.host.error;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bytes that are no WebAssembly component this host can run. */
public class ComponentLoadException extends HostException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * A failure at a place of the binary.
     *
     * @param offset where in the binary, in bytes from its start; the message gets it appended in hexadecimal
     */
    public ComponentLoadException(String message, long offset) {
        this(ErrorCode.INVALID_COMPONENT, message, offset, null);
    }

    public ComponentLoadException(ErrorCode code, String message, long offset, @Nullable Throwable cause) {
        super(code, offset < 0 ? message : message + " (at offset 0x" + Long.toHexString(offset) + ")", cause);
        this.offset = offset;
    }

    /** For failures that belong to no place in the binary. */
    public ComponentLoadException(ErrorCode code, String message) {
        this(code, message, -1, null);
    }

    private ComponentLoadException(String message, ComponentLoadException cause) {
        super(cause.code(), message, cause);
        this.offset = cause.offset;
    }

    /**
     * The same failure with a message that says whose binary it is.
     *
     * @param binary which binary, for people: {@code component 'hello' (hello.wasm)}
     */
    public ComponentLoadException in(String binary) {
        return new ComponentLoadException(binary + ": " + getMessage(), this);
    }

    /** Where in the component binary, in bytes from its start. */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }
}
