package org.latticehost.wasi.internal.http;

import java.util.Optional;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code outgoing-request}. */
final class OutgoingRequest extends OutgoingMessage {
    private String method = "GET";
    private Optional<String> scheme = Optional.empty();
    private Optional<String> authority = Optional.empty();
    private Optional<String> path = Optional.empty();

    OutgoingRequest(WasiStore store, Fields fields) {
        super("outgoing-request", store, true, fields);
    }

    String method() {
        return method;
    }

    void method(String value) {
        method = value;
    }

    Optional<String> scheme() {
        return scheme;
    }

    void scheme(Optional<String> value) {
        scheme = value;
    }

    Optional<String> authority() {
        return authority;
    }

    void authority(Optional<String> value) {
        authority = value;
    }

    Optional<String> path() {
        return path;
    }

    void path(Optional<String> value) {
        path = value;
    }

    /**
     * Consumes it.
     *
     * @throws org.latticehost.host.http.HttpErrorException if it lacks an authority or has an unknown scheme
     */
    HttpRequest send() {
        String wantedScheme = scheme.orElse("https");
        if (!wantedScheme.equals("http") && !wantedScheme.equals("https")) {
            drop();
            throw ErrorCodes.of("HTTP-protocol-error", "scheme '" + wantedScheme + "' is neither http nor https");
        }
        if (authority.isEmpty()) {
            drop();
            throw ErrorCodes.of("HTTP-request-URI-invalid", "the request has no authority");
        }
        String target = path.filter(p -> !p.isEmpty()).orElse("/");
        return new HttpRequest(
                method,
                wantedScheme,
                authority,
                target.startsWith("?") ? "/" + target : target,
                fields(),
                super.send(false));
    }
}
