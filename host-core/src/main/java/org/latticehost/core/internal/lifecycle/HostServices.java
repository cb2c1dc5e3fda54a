package org.latticehost.core.internal.lifecycle;

import java.util.List;
import java.util.Optional;
import org.latticehost.core.internal.provider.BuiltinLauncher;
import org.latticehost.host.spi.ArtifactFetcher;
import org.latticehost.host.spi.HostConfig;
import org.latticehost.host.spi.HttpGuestAdapter;
import org.latticehost.host.spi.LatticeTransport;
import org.latticehost.host.spi.OutgoingHttpClientFactory;
import org.latticehost.host.spi.WasmRuntime;

/**
 * The implementations a host works with, chosen from its settings and what is on the class path.
 *
 * @param config the settings
 * @param version shown in inventory and events
 * @param transport the connection to the lattice, owned by the host
 * @param runtime owned by the host
 * @param http brings HTTP requests to guests
 * @param httpClients makes the client of requests to granted hosts, if there is another than the JDK's
 * @param builtins launches providers that are Java classes
 * @param fetchers asked in order
 */
public record HostServices(
        HostConfig config,
        String version,
        LatticeTransport transport,
        WasmRuntime runtime,
        Optional<HttpGuestAdapter> http,
        Optional<OutgoingHttpClientFactory> httpClients,
        BuiltinLauncher builtins,
        List<ArtifactFetcher> fetchers) {}
