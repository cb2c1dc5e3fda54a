package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** Policy, or a missing grant, forbids the action. */
public class PolicyDeniedException extends HostException {
    private static final long serialVersionUID = 1L;

    public PolicyDeniedException(String message) {
        this(ErrorCode.DENIED, message, null);
    }

    public PolicyDeniedException(String message, @Nullable Throwable cause) {
        this(ErrorCode.DENIED, message, cause);
    }

    public PolicyDeniedException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public PolicyDeniedException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
