package org.latticehost.core.internal.control;

import java.time.Duration;
import org.latticehost.host.spi.Ticker;

/**
 * What a host says about itself. Immutable.
 *
 * @param id its public key
 * @param friendlyName its name for people
 * @param version as shown
 * @param lattice its lattice
 * @param labels its labels, which change
 * @param ticker measures the uptime
 * @param startNanos when it began to run
 */
public record HostFacts(
        String id,
        String friendlyName,
        String version,
        String lattice,
        HostLabels labels,
        Ticker ticker,
        long startNanos) {

    Duration uptime() {
        return Duration.ofNanos(Math.max(0, ticker.nanos() - startNanos));
    }
}
