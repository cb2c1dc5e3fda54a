package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A Java type and a WIT type that were to stand for each other do not fit. The message names both, and both places. */
public class BindingException extends HostException {
    private static final long serialVersionUID = 1L;

    public BindingException(String message) {
        this(message, null);
    }

    public BindingException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }
}
