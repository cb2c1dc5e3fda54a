package org.latticehost.core.internal.component;

import java.util.Map;
import java.util.Optional;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.ResolvedLink;

/** The providers in this JVM that components may call. Thread-safe. */
public interface LocalProviders {

    /** A running provider of that id that serves imports. Does not block. */
    Optional<CapabilityProvider> find(String providerId);

    /** The merged configuration of a link's source, as known here at this moment. Does not block. */
    Map<String, String> sourceConfig(Link link);

    /** The link with its configuration, as its target gets it. May block. */
    ResolvedLink resolve(Link link);
}
