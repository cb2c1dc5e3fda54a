package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A capability provider could not start, or failed. */
public class ProviderException extends HostException {
    private static final long serialVersionUID = 1L;

    public ProviderException(String message) {
        this(ErrorCode.PROVIDER, message, null);
    }

    public ProviderException(String message, @Nullable Throwable cause) {
        this(ErrorCode.PROVIDER, message, cause);
    }

    public ProviderException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ProviderException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
