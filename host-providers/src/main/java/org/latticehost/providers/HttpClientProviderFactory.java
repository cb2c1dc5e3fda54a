package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.internal.httpclient.HttpClientProvider;

/**
 * The built-in HTTP client, {@code wasmcloud+builtin://http-client}: {@code wasi:http/outgoing-handler} for the components
 * linked to it. HTTP/1.1, full duplex, no redirects, no cookies, no proxy.
 *
 * <p>Configuration of the provider: {@code load_native_certs} and {@code load_webpki_certs}, {@code true}: whether whom
 * this JVM trusts is trusted (one of them is enough); {@code ssl_certs_file}: a PEM file with more certificates to trust;
 * {@code allowed_hosts}: where requests may go, {@code host}, {@code *.domain} or {@code host:port} joined by commas;
 * without it anywhere. A link may have {@code allowed_hosts}, too: a request must be covered by both.
 *
 * <p>Stateless; thread-safe.
 */
public final class HttpClientProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "http-client";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public HttpClientProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new HttpClientProvider();
    }
}
