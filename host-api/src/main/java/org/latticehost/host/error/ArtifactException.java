package org.latticehost.host.error;

import org.jspecify.annotations.Nullable;

/** A component or provider artifact could not be fetched. */
public class ArtifactException extends HostException {
    private static final long serialVersionUID = 1L;

    public ArtifactException(String message) {
        this(ErrorCode.ARTIFACT_UNAVAILABLE, message, null);
    }

    public ArtifactException(String message, @Nullable Throwable cause) {
        this(ErrorCode.ARTIFACT_UNAVAILABLE, message, cause);
    }

    public ArtifactException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public ArtifactException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
