package org.latticehost.providers;

import org.latticehost.host.spi.CapabilityProvider;
import org.latticehost.host.spi.CapabilityProviderFactory;
import org.latticehost.providers.internal.http.HttpServerProvider;

/**
 * The built-in HTTP server, {@code wasmcloud+builtin://http-server}: calls {@code wasi:http/incoming-handler} of the
 * components it is linked to, over HTTP/1.1 and HTTP/2 with prior knowledge.
 *
 * <p>Configuration of the provider: {@code routing_mode} is {@code address} (default: a listener for each link),
 * {@code path} or {@code host} (one listener, links told apart by the exact path or by the header named in
 * {@code header}); {@code default_address} is where to listen, {@code 0.0.0.0:8000} unless set;
 * {@code adopt_trace_context} = {@code true} makes the {@code traceparent} of requests the parent of our spans.
 *
 * <p>Configuration of a link, source side: {@code address}, {@code path} or {@code host}, as the mode needs it. In
 * address mode also {@code readonly_mode}, {@code timeout_ms}, {@code cache_control}, {@code cors_*},
 * {@code tls_cert_file} and {@code tls_priv_key_file}; in the other modes these belong to the provider.
 *
 * <p>Stateless; thread-safe.
 */
public final class HttpServerProviderFactory implements CapabilityProviderFactory {
    /** The name in references: {@value}. */
    public static final String NAME = "http-server";

    /** For {@link java.util.ServiceLoader} and for builders. */
    public HttpServerProviderFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CapabilityProvider create() {
        return new HttpServerProvider();
    }
}
