package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreHostFunction;

/** A core function that learns what to do while its instance is being made. Confined like the instance. */
public final class LateBody implements CoreHostFunction {
    private @Nullable CoreHostFunction body;

    /** Says what to do from now on. */
    public void fill(CoreHostFunction given) {
        body = given;
    }

    @Override
    public long[] call(long[] args) {
        if (body == null) {
            throw Traps.broken("the module calls an import before it is instantiated");
        }
        return body.call(args);
    }
}
