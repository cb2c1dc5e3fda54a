package org.latticehost.core.host;

import org.latticehost.core.memory.InMemoryLattice;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.testkit.conformance.ControlConformance;

class ControlConformanceTest extends ControlConformance {
    private static final InMemoryLattice LATTICE = InMemoryLattice.create("conformance");

    @Override
    protected LatticeTransport open() {
        return LATTICE.transport();
    }
}
