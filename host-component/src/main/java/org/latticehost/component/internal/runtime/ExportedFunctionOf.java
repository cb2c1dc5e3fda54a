package org.latticehost.component.internal.runtime;

import org.latticehost.component.internal.link.Value;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.wit.FunctionType;

/** An export of one linked component. */
record ExportedFunctionOf(PlannedComponent owner, String name, FunctionType type, Value target)
        implements ExportedFunction {

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
