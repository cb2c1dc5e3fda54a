package org.latticehost.host.spi;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Makes the client for requests of guests to hosts that were granted to them
 * ({@link org.latticehost.host.model.ComponentGrants.Builder#outgoingHost}); the type registered for
 * {@link java.util.ServiceLoader}. {@code host-providers} brings one. Without any, a host uses the client of the JDK, which
 * reads nothing of an HTTP/1.1 answer before the whole request has been sent.
 *
 * <p>Thread-safe.
 */
public interface OutgoingHttpClientFactory {
    /**
     * Starts a client. Called once for each host, on the thread of the first request, which waits for it.
     *
     * @param tls whom to trust; empty for whom the JVM trusts
     * @throws org.latticehost.host.error.HostException if it does not start: the request fails, and the next tries again
     */
    OutgoingHttpClient start(Optional<SSLContext> tls);
}
