package org.latticehost.component.internal.abi;

/** Carries what a Java function threw through the guest that called it. */
public final class HostFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostFailure(String function, Throwable cause) {
        super("import '" + function + "' failed: " + cause, cause, false, false);
    }

    /** What the function threw. */
    public Throwable failure() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }
}
