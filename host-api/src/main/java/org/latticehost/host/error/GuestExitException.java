package org.latticehost.host.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guest ended itself with a status ({@code wasi:cli/exit}). Its {@linkplain #kind() kind} is {@code exit}. */
public final class GuestExitException extends GuestTrapException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * The end of a guest that asked for it.
     *
     * @param status 0 for success
     */
    public GuestExitException(int status, @Nullable Throwable cause) {
        super("exit", "the guest ended itself with status " + status, List.of(), cause);
        this.status = status;
    }

    /** The status the guest gave, 0 for success. */
    public int status() {
        return status;
    }
}
