package org.latticehost.component.spi;

/**
 * Compiles and runs core WebAssembly modules. Found by {@link java.util.ServiceLoader} through a
 * {@link CoreEngineFactory}.
 *
 * <p>An engine must hold these guarantees whatever the guest does: a trap, an endless loop, a deep recursion, a growing
 * memory or a host exception never harms the JVM or another store; every guest failure surfaces as a
 * {@link CoreTrapException}; an exception thrown by a {@link CoreHostFunction} reaches the caller of the guest as the
 * same object.
 *
 * <p>Thread-safe. Compiled modules may be shared by any number of stores.
 */
public interface CoreEngine extends AutoCloseable {

    /** Short stable name: {@code endive}, {@code wasmtime}. */
    String name();

    /** Version of the engine, part of every cache key. */
    String version();

    /**
     * Compiles a module. Takes milliseconds to seconds.
     *
     * @throws org.latticehost.host.error.ComponentLoadException if the module is invalid, or needs a feature that this
     *     engine lacks; the message names the feature
     */
    CoreModule compile(CoreModuleSource source);

    /**
     * The same, but refuses with {@code UNSUPPORTED_FEATURE} what it could only compile in part, before it spends time on
     * the rest: another engine is tried then. Engines that compile everything need not override this.
     */
    default CoreModule compileWhole(CoreModuleSource source) {
        return compile(source);
    }

    /** Opens a store for one component instance tree. Cheap: nothing is allocated that is not used. */
    CoreStore newStore(CoreStoreLimits limits);

    /** Releases what the engine holds. Stores must be closed first. */
    @Override
    void close();
}
