package org.latticehost.host.model;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A capability provider that runs on a host. Immutable.
 *
 * @param id its id
 * @param reference what it was started from, without the scheme: {@code http-server}
 * @param name from claims, if any
 * @param revision from claims, else 0
 * @param annotations as given, sorted
 */
public record ProviderDescription(
        String id, String reference, Optional<String> name, int revision, Map<String, String> annotations) {
    public ProviderDescription {
        annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
}
