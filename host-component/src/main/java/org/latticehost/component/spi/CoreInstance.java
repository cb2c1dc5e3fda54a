package org.latticehost.component.spi;

/** An instance of a module in a store. Confined like its store. */
public interface CoreInstance {

    /**
     * The export at that position of {@link CoreModuleType#exports}: a {@link CoreFunction}, {@link CoreMemory},
     * {@link CoreTable}, {@link CoreGlobal} or a tag. The same object for the same entity on every call.
     */
    CoreExtern export(int index);
}
