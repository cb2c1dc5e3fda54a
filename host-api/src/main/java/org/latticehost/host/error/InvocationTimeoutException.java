package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A call was not answered in time, or the guest was stopped at its deadline. */
public class InvocationTimeoutException extends HostException {
    private static final long serialVersionUID = 1L;

    public InvocationTimeoutException(String message) {
        this(ErrorCode.TIMEOUT, message, null);
    }

    public InvocationTimeoutException(String message, @Nullable Throwable cause) {
        this(ErrorCode.TIMEOUT, message, cause);
    }

    public InvocationTimeoutException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public InvocationTimeoutException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
