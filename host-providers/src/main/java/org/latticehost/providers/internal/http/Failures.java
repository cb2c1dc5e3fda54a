package org.latticehost.providers.internal.http;

import java.util.concurrent.CompletionException;
import org.latticehost.host.error.HostException;
import org.latticehost.host.http.HttpErrorException;

/** What a client is told when a component fails before its response: a status and a short text. */
record Failures(int status, String text) {

    static Failures of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpErrorException http) {
            return new Failures(status(http.errorCode()), text(http));
        }
        if (cause instanceof HostException host) {
            // The message may tell of the inside; the host's log has it.
            return switch (host.code()) {
                case OVERLOADED -> new Failures(503, "the component is overloaded, try again later");
                case TIMEOUT, DEADLINE -> new Failures(504, "the component did not answer in time");
                case DENIED -> new Failures(403, "denied by policy");
                default -> new Failures(500, "the component failed: " + host.code());
            };
        }
        return new Failures(500, "the component failed");
    }

    private static String text(HttpErrorException error) {
        String message = error.getMessage();
        return message == null || message.isEmpty() ? error.errorCode() : message;
    }

    private static int status(String errorCode) {
        return switch (errorCode) {
            case "HTTP-request-denied" -> 403;
            case "HTTP-request-length-required" -> 411;
            case "HTTP-request-body-size" -> 413;
            case "HTTP-request-URI-too-long" -> 414;
            case "HTTP-request-header-section-size", "HTTP-request-header-size" -> 431;
            case "connection-timeout", "connection-read-timeout", "connection-write-timeout", "HTTP-response-timeout" ->
                504;
            case "loop-detected" -> 508;
            default -> gateway(errorCode) ? 502 : 500;
        };
    }

    private static boolean gateway(String errorCode) {
        return errorCode.startsWith("destination-")
                || errorCode.startsWith("connection-")
                || errorCode.startsWith("DNS-")
                || errorCode.startsWith("TLS-");
    }
}
