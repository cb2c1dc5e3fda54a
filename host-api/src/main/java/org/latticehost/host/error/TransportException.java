package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** The lattice transport could not do its work: not connected, no responders, malformed message. */
public class TransportException extends HostException {
    private static final long serialVersionUID = 1L;

    public TransportException(String message) {
        this(ErrorCode.TRANSPORT, message, null);
    }

    public TransportException(String message, @Nullable Throwable cause) {
        this(ErrorCode.TRANSPORT, message, cause);
    }

    public TransportException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public TransportException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
