package org.latticehost.core.internal.ctl;

import java.time.Duration;
import java.util.function.Consumer;
import org.latticehost.core.internal.control.Commands;
import org.latticehost.core.internal.control.HostFacts;
import org.latticehost.core.internal.telemetry.Tracing;
import org.latticehost.host.spi.LatticeTransport;

/**
 * The host that requests are about.
 *
 * @param facts what it says about itself
 * @param commands what it can be told
 * @param tracing opens spans
 * @param transport shown to those who ask how to reach the lattice
 * @param stop begins to stop the host within a time; does not block
 */
public record ControlHost(
        HostFacts facts, Commands commands, Tracing tracing, LatticeTransport transport, Consumer<Duration> stop) {}
