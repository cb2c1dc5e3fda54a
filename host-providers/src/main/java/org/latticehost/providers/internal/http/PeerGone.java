package org.latticehost.providers.internal.http;

import org.eclipse.jetty.io.QuietException;

/** An exchange was broken off for a reason that is no fault of the server; Jetty does not log it. */
final class PeerGone extends RuntimeException implements QuietException {
    private static final long serialVersionUID = 1L;

    PeerGone(String message) {
        super(message);
    }

    PeerGone(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    static PeerGone of(Throwable cause) {
        return cause instanceof PeerGone gone ? gone : new PeerGone(cause);
    }
}
