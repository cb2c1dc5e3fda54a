package org.latticehost.host.spi;

/**
 * Makes a built-in provider; the type registered for {@link java.util.ServiceLoader}. Started by the reference
 * {@code wasmcloud+builtin://NAME}.
 */
public interface CapabilityProviderFactory {

    /** The name in references: {@code http-server}. */
    String name();

    /** Makes one provider, not yet started. */
    CapabilityProvider create();
}
