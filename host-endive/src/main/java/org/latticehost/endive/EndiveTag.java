package org.latticehost.endive;

import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import run.endive.runtime.TagInstance;

/** A tag of exceptions. */
record EndiveTag(EndiveStore store, TagInstance tag, CoreFuncType signature) implements CoreExtern {
    @Override
    public CoreExternType type() {
        return new CoreExternType.Tag(signature);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
