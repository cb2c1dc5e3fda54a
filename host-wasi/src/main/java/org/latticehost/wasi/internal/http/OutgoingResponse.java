package org.latticehost.wasi.internal.http;

import org.latticehost.host.http.HttpResponse;
import org.latticehost.wasi.internal.store.WasiStore;

/** An {@code outgoing-response}. */
final class OutgoingResponse extends OutgoingMessage {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private int status = OK;

    OutgoingResponse(WasiStore store, Fields fields) {
        super("outgoing-response", store, false, fields);
    }

    int status() {
        return status;
    }

    /** False if it is no status code. */
    boolean status(int code) {
        if (code < 100 || code > 999) {
            return false;
        }
        status = code;
        return true;
    }

    /** Consumes it. */
    HttpResponse send(String requestMethod) {
        boolean withoutBody = requestMethod.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED;
        return new HttpResponse(status, fields(), super.send(withoutBody));
    }
}
