package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A command was refused: unknown id, wrong state, wrong parameter. */
public class CommandException extends HostException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        this(ErrorCode.INVALID_REQUEST, message, null);
    }

    public CommandException(String message, @Nullable Throwable cause) {
        this(ErrorCode.INVALID_REQUEST, message, cause);
    }

    public CommandException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CommandException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
