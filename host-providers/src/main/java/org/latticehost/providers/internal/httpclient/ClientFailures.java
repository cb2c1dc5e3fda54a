package org.latticehost.providers.internal.httpclient;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.latticehost.host.http.HttpErrorException;

/** Failures of Jetty's client as the error codes that guests know. */
final class ClientFailures {
    private ClientFailures() {}

    static HttpErrorException toHttp(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpErrorException known) {
                return known;
            }
        }
        String code = code(failure);
        Object payload = code.equals("internal-error") ? Optional.of(failure.toString()) : null;
        return new HttpErrorException(code, payload, "an HTTP request of a guest failed: " + failure, failure);
    }

    private static String code(Throwable failure) {
        if (failure instanceof SocketTimeoutException) {
            return "connection-timeout"; // Jetty's, for connecting
        }
        if (failure instanceof TimeoutException) {
            return "DNS-timeout"; // all other waits are ours
        }
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "DNS-error";
        }
        if (failure instanceof ConnectException) {
            return "connection-refused";
        }
        if (failure instanceof SSLException) {
            return "TLS-protocol-error";
        }
        if (failure instanceof HttpResponseException || failure instanceof HttpException) {
            return "HTTP-protocol-error";
        }
        if (failure instanceof RejectedExecutionException) {
            return "connection-limit-reached"; // too many wait for the same server
        }
        return failure instanceof IOException ? "connection-terminated" : "internal-error";
    }
}
