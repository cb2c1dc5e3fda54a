/** Runs a host: lifecycle, control commands, links, config, policy, scaling and the in-memory lattice. */
module org.latticehost.core {
    requires static org.jspecify;
    requires transitive org.latticehost.host;
    requires java.net.http;
    requires org.latticehost.wrpc;
    requires com.fasterxml.jackson.databind;
    requires io.cloudevents.core;
    requires org.slf4j;

    exports org.latticehost.core;
    exports org.latticehost.core.memory;

    uses org.latticehost.host.spi.ArtifactFetcher;
    uses org.latticehost.host.spi.CapabilityProviderFactory;
    uses org.latticehost.host.spi.GuestStreams;
    uses org.latticehost.host.spi.HttpGuestAdapter;
    uses org.latticehost.host.spi.OutgoingHttpClientFactory;

    provides org.latticehost.host.client.LatticeClientFactory with
            org.latticehost.core.CoreLatticeClientFactory;
    provides org.latticehost.host.spi.HostEngine with
            org.latticehost.core.CoreHostEngine;
}
