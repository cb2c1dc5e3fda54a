package org.latticehost.wasi.internal.http;

import org.latticehost.host.http.HttpResponse;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code incoming-response}. */
final class IncomingResponse extends IncomingMessage {
    private final int status;

    IncomingResponse(WasiStore store, HttpResponse response, long betweenBytesNanos) {
        super("incoming-response", store, response.headers(), response.body(), betweenBytesNanos);
        this.status = response.status();
    }

    int status() {
        return status;
    }
}
