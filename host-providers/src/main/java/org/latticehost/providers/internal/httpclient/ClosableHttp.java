package org.latticehost.providers.internal.httpclient;

import java.time.Duration;
import org.latticehost.host.spi.OutgoingHttp;

/** A client that holds connections and threads until it is closed. */
interface ClosableHttp extends OutgoingHttp {
    /** Waits for the requests under way, at most so long; then breaks off what is left. */
    void close(Duration grace);
}
