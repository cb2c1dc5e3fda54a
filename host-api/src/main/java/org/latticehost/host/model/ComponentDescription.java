package org.latticehost.host.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A component that runs on a host. Immutable.
 *
 * @param id its id
 * @param reference the artifact it was started from
 * @param name from claims embedded in the binary, if any
 * @param annotations as given, sorted
 * @param revision from embedded claims, else 0
 * @param maxInstances calls that may run at once; {@link ScaleCommand#UNBOUNDED} for no limit
 * @param limits limits of its own, if any were given
 * @param engine name of the engine that runs it
 * @param digest lower-case hexadecimal SHA-256 of the binary
 */
public record ComponentDescription(
        String id,
        String reference,
        Optional<String> name,
        Map<String, String> annotations,
        int revision,
        long maxInstances,
        Optional<ComponentLimits> limits,
        String engine,
        String digest) {
    public ComponentDescription {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
