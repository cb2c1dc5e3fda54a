package org.latticehost.component.spi;

/**
 * The instances that live and die together: those of one component instance tree.
 *
 * <p>Confined to one thread at a time, except {@link #interrupt}, which any thread may call. Everything obtained from a
 * store belongs to it and must not be given to another one.
 */
public interface CoreStore extends AutoCloseable {

    /**
     * Instantiates a module: links the imports by position, runs active segments and the start function. After a
     * failure the store is unusable.
     *
     * @param module compiled by the same engine
     * @param imports one per import of the module, in order; types already checked
     * @throws CoreTrapException if a segment is out of bounds, the start function traps, or a limit of this store is hit
     */
    CoreInstance instantiate(CoreModule module, CoreExtern[] imports);

    /** Makes a function of this store that runs Java code. May be imported and stored in tables. */
    CoreFunction hostFunction(CoreFuncType type, CoreHostFunction body);

    /**
     * Asks the guest code that runs in this store now to stop with a {@link CoreTrapException} of kind
     * {@link TrapKind#INTERRUPTED}, within milliseconds; without running code the next entry traps. A thread that is
     * blocked in a host function is interrupted as by {@link Thread#interrupt}. Thread-safe, never blocks.
     */
    void interrupt();

    /**
     * Takes a copy of all memories, globals and tables, to be put back by {@link #restore}. To be called between calls.
     *
     * @throws UnsupportedOperationException if there is state that the engine cannot save
     */
    CoreSnapshot snapshot();

    /**
     * Puts memories, globals and tables back to what they were at the snapshot (memory size included). Nothing written
     * since can be read afterwards.
     */
    void restore(CoreSnapshot snapshot);

    /** Bytes of linear memory held now, over all memories of the store. */
    long memoryBytes();

    /** Frees the store. Harmless when called twice; must not be called from within guest code. */
    @Override
    void close();
}
