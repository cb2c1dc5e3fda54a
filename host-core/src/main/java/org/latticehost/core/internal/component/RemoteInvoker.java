package org.latticehost.core.internal.component;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.LinkException;
import org.latticehost.host.model.Link;
import org.latticehost.host.wit.FunctionType;

/** Calls what does not run on this host. Called on a guest's thread; may block, interruptibly. */
public interface RemoteInvoker {

    /** Reaches nothing: targets must run on this host. */
    RemoteInvoker NONE = (invocation, link, interfaceName, function, type, args) -> {
        throw new LinkException(
                ErrorCode.NO_RESPONDERS,
                "component '" + invocation.componentId() + "' called '" + interfaceName + "#" + function
                        + "' over link '" + link.name() + "', but its target '" + link.target()
                        + "' does not run on this host; start it here");
    };

    /**
     * Calls a function of a link's target.
     *
     * @param interfaceName as imported, with version; empty for a root function
     * @throws org.latticehost.host.error.HostException if it cannot be reached or fails
     */
    @Nullable Object invoke(
            Invocation invocation, Link link, String interfaceName, String function, FunctionType type, Object[] args)
            throws Exception;
}
