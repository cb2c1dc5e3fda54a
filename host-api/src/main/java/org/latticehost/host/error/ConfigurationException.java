package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A setting of the host, of a component or of a provider is wrong, or an implementation is missing. */
public class ConfigurationException extends HostException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        this(ErrorCode.INVALID_CONFIGURATION, message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        this(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }

    public ConfigurationException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ConfigurationException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
