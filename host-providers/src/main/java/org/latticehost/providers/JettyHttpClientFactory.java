package org.latticehost.providers;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.latticehost.host.spi.OutgoingHttpClient;
import org.latticehost.host.spi.OutgoingHttpClientFactory;
import org.latticehost.providers.internal.httpclient.JettyClient;

/**
 * Makes Jetty's client for requests to granted hosts, the same as behind {@code wasmcloud+builtin://http-client}: HTTP/1.1,
 * full duplex, trailers, no redirects, no cookies, no proxy.
 *
 * <p>Stateless; thread-safe.
 */
public final class JettyHttpClientFactory implements OutgoingHttpClientFactory {
    /** For {@link java.util.ServiceLoader}. */
    public JettyHttpClientFactory() {}

    @Override
    public OutgoingHttpClient start(Optional<SSLContext> tls) {
        return JettyClient.start(tls);
    }
}
