package org.latticehost.host.spi;

import org.jspecify.annotations.Nullable;

/**
 * An instance of a component: its memories, globals and handles.
 *
 * <p>Confined to one thread at a time, except {@link #interrupt}.
 */
public interface ComponentInstance extends AutoCloseable {

    /**
     * Calls an exported function on this thread and waits for it.
     *
     * @param invocation whose services the imports use during this call
     * @param args one value per parameter as in {@link org.latticehost.host.wit.WitValues}
     * @return the result, null if the function has none
     * @throws org.latticehost.host.error.GuestTrapException if the guest traps; the instance is then {@link #poisoned}
     * @throws org.latticehost.host.error.InvocationTimeoutException if it was {@linkplain #interrupt interrupted}
     * @throws IllegalArgumentException if an argument is not of its type; nothing ran then
     */
    @Nullable Object call(InvocationContext invocation, ExportedFunction function, Object... args);

    /** Whether a trap has ended this instance: it can only be closed. */
    boolean poisoned();

    /**
     * Puts the instance back to the state it had after instantiation, for the next caller: nothing that earlier calls
     * wrote can be seen.
     *
     * @return false if it cannot be reset (a trap has ended it, or it was not made resettable) and must be closed
     */
    boolean reset();

    /**
     * Stops the call that runs now: the guest traps within milliseconds and a blocked host function is interrupted.
     * Without a running call the next one fails. Thread-safe, never blocks.
     *
     * @param reason what the caller of the guest gets as cause; an {@code InvocationTimeoutException} for a deadline
     */
    void interrupt(RuntimeException reason);

    /** Ends the instance: resources it still holds are dropped, children before parents. Harmless when repeated. */
    @Override
    void close();
}
