package org.latticehost.providers.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers that the server gives by itself. */
final class Answers {
    private Answers() {}

    /** Sends a status with a short text, and with nothing if the text is empty. */
    static void text(Response response, int status, String text, Callback callback) {
        response.write(true, prepare(response, status, text), callback);
    }

    /** Sets the head and gives the body, for those who write it in their own way. */
    static ByteBuffer prepare(Response response, int status, String text) {
        response.setStatus(status);
        if (!text.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        }
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
