package org.latticehost.component.spi;

/** A compiled module. Immutable and thread-safe; closing it twice is harmless. */
public interface CoreModule extends AutoCloseable {

    /** Imports and exports as given to {@link CoreEngine#compile}. */
    CoreModuleType type();

    /** Whether all code is compiled; false when parts would be interpreted (slow). */
    boolean fullyCompiled();

    /** Releases the compiled code. Instances made from it must be gone. */
    @Override
    void close();
}
