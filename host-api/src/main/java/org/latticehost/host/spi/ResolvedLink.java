package org.latticehost.host.spi;

import java.util.Map;
import org.latticehost.host.model.Link;
import org.latticehost.host.spi.SecretStore.Secret;

/**
 * A link with the content of its named configuration.
 *
 * @param link the link
 * @param sourceConfig merged configuration of the source side
 * @param targetConfig merged configuration of the target side
 * @param source whether the provider that gets it is the link's source (else its target)
 * @param secrets those of the provider's own side of the link, by name; never in the configuration
 */
public record ResolvedLink(
        Link link,
        Map<String, String> sourceConfig,
        Map<String, String> targetConfig,
        boolean source,
        Map<String, Secret> secrets) {
    public ResolvedLink {
        sourceConfig = Map.copyOf(sourceConfig);
        targetConfig = Map.copyOf(targetConfig);
        secrets = Map.copyOf(secrets);
    }

    /** A link without secrets. */
    public ResolvedLink(Link link, Map<String, String> sourceConfig, Map<String, String> targetConfig, boolean source) {
        this(link, sourceConfig, targetConfig, source, Map.of());
    }
}
