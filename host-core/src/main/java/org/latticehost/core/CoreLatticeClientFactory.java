package org.latticehost.core;

import java.util.ServiceLoader;
import org.latticehost.core.internal.client.CoreLatticeClient;
import org.latticehost.host.client.LatticeClient;
import org.latticehost.host.client.LatticeClientFactory;
import org.latticehost.host.spi.LatticeTransport;

/**
 * The lattice client; found by {@link ServiceLoader}, so that nobody needs to name it.
 *
 * <p>Thread-safe.
 */
public final class CoreLatticeClientFactory implements LatticeClientFactory {

    /** For {@link ServiceLoader}. */
    public CoreLatticeClientFactory() {}

    @Override
    public LatticeClient create(LatticeTransport transport, Settings settings) {
        return new CoreLatticeClient(transport, settings);
    }
}
