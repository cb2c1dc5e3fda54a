package org.latticehost.component.internal.link;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.abi.BoundOptions;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreMemory;

/** Options of a canonical definition, to be bound in a run. */
record OptionsRef(
        StringEncoding encoding,
        @Nullable ExternRef memory,
        @Nullable ExternRef realloc,
        @Nullable ExternRef postReturn) {

    BoundOptions in(Run run) {
        return new BoundOptions(
                encoding,
                memory == null ? null : (CoreMemory) memory.in(run),
                realloc == null ? null : realloc.functionIn(run),
                postReturn == null ? null : postReturn.functionIn(run));
    }
}
