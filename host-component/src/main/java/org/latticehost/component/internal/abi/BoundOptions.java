package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreMemory;

/** The options of a canonical definition of a running instance, captured when it was made. */
public record BoundOptions(
        StringEncoding encoding,
        @Nullable CoreMemory memory,
        @Nullable CoreFunction realloc,
        @Nullable CoreFunction postReturn) {}
