package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A bounded queue or limit is full. Nothing was started; try again later. */
public class OverloadedException extends HostException {
    private static final long serialVersionUID = 1L;

    public OverloadedException(String message) {
        this(ErrorCode.OVERLOADED, message, null);
    }

    public OverloadedException(String message, @Nullable Throwable cause) {
        this(ErrorCode.OVERLOADED, message, cause);
    }

    public OverloadedException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public OverloadedException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
