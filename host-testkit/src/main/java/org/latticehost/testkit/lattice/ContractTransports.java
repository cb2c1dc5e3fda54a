package org.latticehost.testkit.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.latticehost.host.spi.LatticeTransport;

/** Opens and closes the transports of a contract test. */
abstract class ContractTransports implements LatticeFixture {
    private final List<LatticeTransport> open = new ArrayList<>();

    /**
     * Gives a new transport, not yet started, onto the lattice of this test: all transports given during one test reach
     * each other. The test closes it.
     */
    protected abstract LatticeTransport open() throws Exception;

    @Override
    public LatticeTransport opened() {
        try {
            LatticeTransport transport = open();
            open.add(transport);
            return transport;
        } catch (Exception e) {
            throw new AssertionError("cannot open a transport", e);
        }
    }

    @Override
    public LatticeTransport started() {
        LatticeTransport transport = opened();
        ConnectionLog log = new ConnectionLog();
        transport.start(log);
        assertThat(log.next()).isEqualTo("connected");
        return transport;
    }

    @AfterEach
    void closeTransports() {
        open.forEach(LatticeTransport::close);
    }
}
