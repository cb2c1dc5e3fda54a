package org.latticehost.host.spi;

import java.util.List;

/**
 * An order to launch a provider.
 *
 * @param reference as requested: {@code wasmcloud+builtin://http-server}
 * @param context what the provider gets from the host
 * @param links the links known now that name the provider
 */
public record ProviderLaunch(String reference, ProviderContext context, List<ResolvedLink> links) {
    public ProviderLaunch {
        links = List.copyOf(links);
    }
}
