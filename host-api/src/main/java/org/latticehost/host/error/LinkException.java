package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A call has no link to follow, or a link cannot be made. */
public class LinkException extends HostException {
    private static final long serialVersionUID = 1L;

    public LinkException(String message) {
        this(ErrorCode.NO_LINK, message, null);
    }

    public LinkException(String message, @Nullable Throwable cause) {
        this(ErrorCode.NO_LINK, message, cause);
    }

    public LinkException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public LinkException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
