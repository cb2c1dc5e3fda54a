package org.latticehost.host.spi;

import java.time.Duration;

/**
 * A client of HTTP that holds connections and threads until it is closed. It goes to whatever server a request names: who
 * calls it has decided that it may. Failures arrive as {@link org.latticehost.host.http.HttpErrorException} with a code of
 * {@code wasi:http}.
 *
 * <p>Thread-safe. {@link #handle} does not block.
 */
public interface OutgoingHttpClient extends OutgoingHttp {
    /**
     * Waits for the requests under way, at most so long; then breaks off what is left. Closing again does nothing.
     */
    void close(Duration grace);
}
