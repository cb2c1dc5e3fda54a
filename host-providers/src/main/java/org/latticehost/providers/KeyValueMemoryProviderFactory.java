package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.internal.keyvalue.MemoryBackend;
import org.latticehost.providers.keyvalue.KeyValueProvider;

/**
 * The built-in key-value store in memory, {@code wasmcloud+builtin://keyvalue-memory}: {@code wasi:keyvalue} for the
 * components linked to it. What is in it ends with the provider.
 *
 * <p>Configuration of a link (target side) or of the provider: {@code namespace}, text, {@code default}: links of the same
 * namespace share their buckets; {@code max_bytes}, 67108864: what a namespace may hold, as the link says that uses it
 * first; {@code page_size}, 1000: keys in one answer of {@code list-keys}.
 *
 * <p>Stateless; thread-safe.
 */
public final class KeyValueMemoryProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "keyvalue-memory";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public KeyValueMemoryProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new KeyValueProvider(new MemoryBackend());
    }
}
