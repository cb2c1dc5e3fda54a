package org.latticehost.natsproviders;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.messaging.MessagingProvider;

/**
 * The built-in messaging on NATS, {@code wasmcloud+builtin://messaging-nats}: {@code wasmcloud:messaging} for the
 * components linked to it.
 *
 * <p>Configuration of a link or of the provider: {@code cluster_uris}, {@code nats://127.0.0.1:4222}, servers of one
 * cluster joined by commas, with user and password if need be; {@code client_jwt} and {@code client_seed}; {@code tls_ca}
 * (PEM text) or {@code tls_ca_file}, which require TLS; {@code custom_inbox_prefix}. On links from the provider to a
 * component {@code subscriptions}: subjects joined by commas, each as {@code subject} or {@code subject|queue}; and {@code
 * consumers} of JetStream, which exist already: a JSON array of {@code {"stream", "consumer", "max_messages", "max_bytes"}}.
 *
 * <p>Stateless; thread-safe.
 */
public final class MessagingNatsProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "messaging-nats";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public MessagingNatsProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new MessagingProvider(NatsBroker::open);
    }
}
