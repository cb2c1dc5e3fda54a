package org.latticehost.host.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong in a host. The message says what was attempted, on what, and what to do; the
 * {@linkplain #code() code} is stable. Caller mistakes are {@link IllegalArgumentException} and
 * {@link IllegalStateException} instead.
 */
public class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public HostException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public HostException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** The stable code. */
    public final ErrorCode code() {
        return code;
    }

    /** Whether the same request may succeed later without a change. */
    public final boolean retryable() {
        return code.retryable();
    }
}
