package org.latticehost.host.spi;

import java.util.Map;
import org.latticehost.host.model.Link;

/**
 * A link with the content of its named configuration.
 *
 * @param link the link
 * @param sourceConfig merged configuration of the source side
 * @param targetConfig merged configuration of the target side
 * @param source whether the provider that gets it is the link's source (else its target)
 */
public record ResolvedLink(
        Link link, Map<String, String> sourceConfig, Map<String, String> targetConfig, boolean source) {
    public ResolvedLink {
        sourceConfig = Map.copyOf(sourceConfig);
        targetConfig = Map.copyOf(targetConfig);
    }
}
