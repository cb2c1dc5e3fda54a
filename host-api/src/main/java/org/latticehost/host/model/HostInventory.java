package org.latticehost.host.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs on a host, at one moment. Immutable.
 *
 * @param components running components, by id
 * @param providers running providers, by id
 * @param hostId public key of the host
 * @param friendlyName its name for people
 * @param labels its labels, sorted
 * @param version its version
 * @param uptime since its start
 */
public record HostInventory(
        List<ComponentDescription> components,
        List<ProviderDescription> providers,
        String hostId,
        String friendlyName,
        Map<String, String> labels,
        String version,
        Duration uptime) {
    public HostInventory {
        components = List.copyOf(components);
        providers = List.copyOf(providers);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** The component of that id, if it runs. */
    public Optional<ComponentDescription> component(String id) {
        return components.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    /** The provider of that id, if it runs. */
    public Optional<ProviderDescription> provider(String id) {
        return providers.stream().filter(p -> p.id().equals(id)).findFirst();
    }
}
