package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.internal.messaging.MemoryMessaging;
import org.latticehost.providers.messaging.MessagingProvider;

/**
 * The built-in message broker in memory, {@code wasmcloud+builtin://messaging-memory}: {@code wasmcloud:messaging} among
 * the components linked to it, with subjects, wildcards, queue groups and requests as on NATS.
 *
 * <p>Configuration of a link or of the provider: {@code namespace}, text, {@code default}: links of the same namespace hear
 * each other. On links from the provider to a component {@code subscriptions}: subjects joined by commas, each as {@code
 * subject} or {@code subject|queue}.
 *
 * <p>Stateless; thread-safe.
 */
public final class MessagingMemoryProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "messaging-memory";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public MessagingMemoryProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new MessagingProvider(new MemoryMessaging());
    }
}
