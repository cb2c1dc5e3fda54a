package org.latticehost.testkit.lattice;

/**
 * Tests what {@link org.latticehost.host.spi.LatticeTransport} promises. Extend it for an implementation:
 *
 * <pre>{@code
 * class MyTransportTest extends LatticeTransportContract {
 *     private final MyLattice lattice = new MyLattice();
 *
 *     @Override
 *     protected LatticeTransport open() {
 *         return lattice.transport();
 *     }
 * }
 * }</pre>
 *
 * What it promises when connections and buckets are lost is {@link LatticeOutageContract}.
 */
public abstract class LatticeTransportContract extends ContractTransports
        implements LifecycleContract, MessagingContract, RequestContract, KeyValueContract, WatchContract {

    protected LatticeTransportContract() {}
}
