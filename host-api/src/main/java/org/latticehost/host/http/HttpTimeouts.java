package org.latticehost.host.http;

import java.time.Duration;

/**
 * How long a guest waits for parts of an HTTP exchange, its {@code request-options}. Immutable.
 *
 * @param connect for the connection
 * @param firstByte for the head of the response
 * @param betweenBytes for the next piece of its body
 */
public record HttpTimeouts(Duration connect, Duration firstByte, Duration betweenBytes) {

    /** 600 s each. */
    public static final HttpTimeouts DEFAULT =
            new HttpTimeouts(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10));
}
