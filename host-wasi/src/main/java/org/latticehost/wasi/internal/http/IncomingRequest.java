package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.http.HttpRequest;

/** An {@code incoming-request}. Made before its instance calls, so it belongs to no store; who made it ends it. */
public final class IncomingRequest extends IncomingMessage {
    private final HttpRequest request;

    public IncomingRequest(HttpRequest request) {
        super("incoming-request", null, request.headers(), request.body(), Long.MAX_VALUE);
        this.request = request;
    }

    String method() {
        return request.method();
    }

    String scheme() {
        return request.scheme();
    }

    String path() {
        return request.pathWithQuery();
    }

    Optional<String> authority() {
        return request.authority().or(() -> request.headers().first("host"));
    }
}
