package org.latticehost.core.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.latticehost.host.http.HttpErrorException;

/** Failures of the JDK's client as the error codes that guests know. */
final class ClientErrors {
    private ClientErrors() {}

    static HttpErrorException toHttp(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpErrorException known) {
            return known;
        }
        String code = code(cause);
        Object payload = code.equals("internal-error") ? Optional.of(cause.toString()) : null;
        return new HttpErrorException(code, payload, "an HTTP request of a guest failed: " + cause, cause);
    }

    private static String code(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "connection-timeout";
        }
        if (cause instanceof HttpTimeoutException) {
            return "connection-read-timeout";
        }
        if (cause instanceof ConnectException) {
            return unresolved(cause) ? "DNS-error" : "connection-refused";
        }
        if (cause instanceof UnknownHostException) {
            return "DNS-error";
        }
        if (cause instanceof SSLException) {
            return "TLS-protocol-error";
        }
        return cause instanceof IOException ? "connection-terminated" : "internal-error";
    }

    private static boolean unresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
