package org.latticehost.host.client;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A host as it answers a ping. Immutable.
 *
 * @param id public key
 * @param friendlyName for people
 * @param labels sorted
 * @param lattice its lattice
 * @param version its version
 * @param uptime in whole seconds
 * @param controlUrl how it reaches the lattice for control
 * @param rpcUrl how it reaches the lattice for calls
 * @param jetStreamDomain of its buckets, if any
 */
public record HostSummary(
        String id,
        String friendlyName,
        Map<String, String> labels,
        String lattice,
        String version,
        Duration uptime,
        String controlUrl,
        String rpcUrl,
        Optional<String> jetStreamDomain) {
    public HostSummary {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
