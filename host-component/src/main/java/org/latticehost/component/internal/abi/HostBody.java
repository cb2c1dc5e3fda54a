package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** Java code behind an import of a running instance. */
@FunctionalInterface
public interface HostBody {

    /** As {@link org.latticehost.host.spi.HostFunction#call}. */
    @Nullable Object call(Object[] args) throws Exception;
}
