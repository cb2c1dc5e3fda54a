package org.latticehost.testkit.lattice;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.error.TransportException;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.MessageBus;

/** What the contract tests build on. Confined to the thread of the test. */
public interface LatticeFixture {
    /** For everything that has to happen soon; long, because test machines are busy. */
    Duration SOON = Duration.ofSeconds(20);

    /** A new transport onto the lattice of this test, not yet started, closed after the test. */
    LatticeTransport opened();

    /** A new transport, started and connected. */
    LatticeTransport started();

    /** The bus of a new transport. */
    default MessageBus bus() {
        return started().control();
    }

    /** Asserts that the transport fails with that code. */
    static void assertFails(ErrorCode code, ThrowingCallable attempt) {
        Assertions.assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> Assertions.assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
}
