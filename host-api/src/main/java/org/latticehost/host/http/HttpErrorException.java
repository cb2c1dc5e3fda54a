package org.latticehost.host.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.HostException;

/** An {@code error-code} of {@code wasi:http/types}, made by a component, a client or the host. */
public final class HttpErrorException extends HostException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final transient @Nullable Object payload;

    /**
     * An error code with its payload.
     *
     * @param errorCode the WIT case, such as {@code connection-refused} or {@code internal-error}
     * @param payload the payload of the case as in {@link org.latticehost.host.wit.WitValues}, or null
     */
    public HttpErrorException(String errorCode, @Nullable Object payload, String message, @Nullable Throwable cause) {
        super(ErrorCode.PROTOCOL, message, cause);
        this.errorCode = errorCode;
        this.payload = payload;
    }

    /** The case of {@code error-code}: {@code DNS-timeout}, {@code connection-refused}, … */
    public String errorCode() {
        return errorCode;
    }

    /** The payload of that case. */
    public Optional<Object> payload() {
        return Optional.ofNullable(payload);
    }
}
