package org.latticehost.host.spi;

import org.jspecify.annotations.Nullable;

/**
 * Java code behind a function that a component imports. Called on the thread that runs the guest, one call at a time
 * per instance; may block (interruptibly: the thread is interrupted when the call is cancelled or its time is over).
 *
 * <p>What it throws traps the guest and reaches the guest's caller as the cause. Errors the guest shall see are
 * {@link org.latticehost.host.wit.WitResult#err} values instead.
 */
@FunctionalInterface
public interface HostFunction {

    /**
     * Answers a call.
     *
     * @param call the circumstances: whose call it is, state of the instance
     * @param args one value per parameter, as in {@link org.latticehost.host.wit.WitValues}; the array is the callee's
     * @return the result as in {@link org.latticehost.host.wit.WitValues}, null if the function has none
     */
    @Nullable Object call(HostCall call, Object[] args) throws Exception;
}
