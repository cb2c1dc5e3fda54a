package org.latticehost.core.memory;

import java.time.Duration;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.testkit.lattice.LatticeOutageContract;

class InMemoryOutageTest extends LatticeOutageContract {
    private final InMemoryLattice lattice = InMemoryLattice.create("test", Duration.ofMillis(100));

    @Override
    protected LatticeTransport open() {
        return lattice.transport();
    }

    @Override
    protected void cut(LatticeTransport transport) {
        lattice.disconnect(transport);
    }

    @Override
    protected void restore(LatticeTransport transport) {
        lattice.reconnect(transport);
    }

    @Override
    protected void deleteBucket(String name) {
        lattice.deleteBucket(name);
    }

    @Override
    protected void emptyBucket(String name) {
        lattice.emptyBucket(name);
    }
}
