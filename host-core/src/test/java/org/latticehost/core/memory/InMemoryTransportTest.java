package org.latticehost.core.memory;

import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.testkit.lattice.LatticeTransportContract;

class InMemoryTransportTest extends LatticeTransportContract {
    private final InMemoryLattice lattice = InMemoryLattice.create("test");

    @Override
    protected LatticeTransport open() {
        return lattice.transport();
    }
}
