package org.latticehost.host.spi;

import java.util.Optional;

/**
 * A component whose imports are resolved; instances are made from it.
 *
 * <p>Immutable and thread-safe.
 */
public interface LinkedComponent extends AutoCloseable {

    /** The compiled component it was linked from. */
    CompiledComponent compiled();

    /**
     * An exported function, resolved once so that calls need no name.
     *
     * @param interfaceName as exported, with version ({@code wasi:cli/run@0.2.0}); empty text for a root function
     * @param function as in {@link org.latticehost.host.wit.WitInterface#functions}
     */
    Optional<ExportedFunction> export(String interfaceName, String function);

    /**
     * Makes an instance and runs its start functions on this thread.
     *
     * @param invocation whose limits and services apply while start functions run
     * @throws org.latticehost.host.error.GuestTrapException if it traps or does not fit its limits
     */
    ComponentInstance instantiate(InvocationContext invocation);

    /** Releases it; instances must be closed first. Harmless when repeated. */
    @Override
    void close();
}
