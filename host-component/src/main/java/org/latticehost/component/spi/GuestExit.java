package org.latticehost.component.spi;

/**
 * Thrown by a host function to end the instance quietly, as {@code wasi:cli/exit} does. The caller of the component gets
 * an {@link org.latticehost.host.error.GuestExitException} with the status. No guest code of the instance runs any more.
 */
public final class GuestExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status 0 for success
     */
    public GuestExit(int status) {
        super("guest exits with status " + status, null, false, false);
        this.status = status;
    }

    /** 0 for success. */
    public int status() {
        return status;
    }
}
