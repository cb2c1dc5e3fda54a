package org.latticehost.component.internal.model;

import org.latticehost.component.spi.CoreExternKind;

/** Where the value of a core module's import comes from. */
public sealed interface CoreRef {

    /** The kind of the thing. */
    CoreExternKind kind();

    /**
     * An export of a core instance that was made by {@link Step.InstantiateModule}.
     *
     * @param coreInstance index in the core instance space
     * @param position position in the exports of that step's {@link Step.InstantiateModule#type}
     * @param name the export's name
     */
    record OfInstance(CoreExternKind kind, int coreInstance, int position, String name) implements CoreRef {}

    /**
     * A definition of the core index space of that kind. (An import that is satisfied by a core instance made from
     * inline exports is resolved through it to the definition itself.)
     */
    record OfSpace(CoreExternKind kind, int index) implements CoreRef {}
}
