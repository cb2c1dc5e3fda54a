package org.latticehost.host.spi;

import java.util.Optional;
import java.util.function.Supplier;
import org.latticehost.host.model.ComponentGrants;

/**
 * The circumstances of a call from a guest to the host. Valid until the call returns; confined to its thread.
 */
public interface HostCall {

    /** The invocation on whose behalf the guest runs. */
    InvocationContext invocation();

    /** What the component was {@linkplain LinkOptions#grants granted} when it was linked. */
    default ComponentGrants grants() {
        return invocation().service(ComponentGrants.class).orElse(ComponentGrants.none());
    }

    /**
     * State that lives as long as the instance, made at first use. If it is {@link AutoCloseable} it is closed with the
     * instance.
     *
     * @param key identifies the state; compared by identity
     */
    <T> T state(Object key, Supplier<T> create);

    /**
     * A service of the invocation, or of the link: {@link org.latticehost.host.model.ComponentGrants} is always there.
     */
    default <T> Optional<T> service(Class<T> type) {
        return invocation().service(type);
    }
}
