package org.latticehost.component.spi;

import java.util.List;
import org.latticehost.host.spi.HostInterface;

/**
 * Interfaces that every component may import without being given them by link options, such as WASI. Found by
 * {@link java.util.ServiceLoader}; what link options offer under the same name wins.
 *
 * <p>Thread-safe.
 */
public interface HostInterfaceSource {

    /** The interfaces it offers. Called once per runtime. */
    List<HostInterface> interfaces();

    /** What it offers to core modules that the runtime makes a component of. Called once per runtime; none unless said. */
    default List<HostModule> modules() {
        return List.of();
    }
}
