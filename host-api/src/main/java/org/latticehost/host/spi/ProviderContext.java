package org.latticehost.host.spi;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.latticehost.host.model.HostLimits;
import org.latticehost.host.spi.SecretStore.Secret;

/**
 * What a provider gets from its host. Valid from start to stop. Thread-safe.
 */
public interface ProviderContext {

    /** Public key of the host. */
    String hostId();

    /** Name of the lattice. */
    String lattice();

    /** Id of the provider. */
    String providerId();

    /** Merged configuration at start. */
    Map<String, String> config();

    /** The secrets that its configuration lists, by name, as they were at start; never in {@link #config}. */
    default Map<String, Secret> secrets() {
        return Map.of();
    }

    /** For spans and metrics; no-op unless the embedder gave one. */
    OpenTelemetry telemetry();

    /** The connection for calls, for providers that serve or call over the lattice themselves. */
    MessageBus rpc();

    /**
     * A client that sends HTTP requests from this host, over HTTP/1.1 and without following redirects. It asks nobody
     * whether a request may be sent: the provider decides. Half duplex: the answer is read when the whole request has
     * been sent.
     *
     * @param tls whom to trust; empty for whom the JVM trusts
     */
    default OutgoingHttp httpClient(Optional<SSLContext> tls) {
        throw new UnsupportedOperationException("this host has no HTTP client for providers");
    }

    /** Stack that a thread must have to run guests, in bytes. */
    default long guestStackBytes() {
        return HostLimits.defaults().guestStackBytes();
    }

    /** A component by id, running here or not: what is called is looked up at each call. */
    ComponentTarget component(String componentId);
}
