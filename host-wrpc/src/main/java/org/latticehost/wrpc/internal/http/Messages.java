package org.latticehost.wrpc.internal.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.HttpErrorException;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;
import org.latticehost.host.http.HttpResponse;
import org.latticehost.host.http.HttpTimeouts;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitRecord;
import org.latticehost.host.wit.WitResult;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;

/** Turns HTTP messages into the records of {@code wrpc:http} and back. Immutable and thread-safe. */
public final class Messages {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final WitType.RecordOf request;
    private final WitType.RecordOf response;
    private final WitType.RecordOf options;
    private final WitType.VariantOf method;
    private final WitType.VariantOf scheme;
    private final WitType.VariantOf errorCode;

    /** Of the types of that interface. */
    public Messages(WitInterface types) {
        request = (WitType.RecordOf) types.type("request");
        response = (WitType.RecordOf) types.type("response");
        options = (WitType.RecordOf) types.type("request-options");
        method = (WitType.VariantOf) types.type("method");
        scheme = (WitType.VariantOf) types.type("scheme");
        errorCode = (WitType.VariantOf) types.type("error-code");
    }

    /** Takes the body over: what is sent is read from it. */
    public WitRecord toWit(HttpRequest message) {
        Bodies.Parts body = Bodies.split(message.body());
        return WitRecord.of(
                request,
                body.stream(),
                body.trailers(),
                methodToWit(message.method()),
                Optional.of(message.pathWithQuery()),
                Optional.of(schemeToWit(message.scheme())),
                message.authority(),
                Fields.toWit(message.headers()));
    }

    /**
     * The request of a record.
     *
     * @param usual the scheme of a request that names none; without it such a request is refused
     * @throws IllegalArgumentException if it is none that HTTP allows
     */
    public HttpRequest request(Object value, Optional<String> usual) {
        WitRecord record = (WitRecord) value;
        HttpFields headers = Fields.fromWit(record.get(6));
        String method = methodOf((WitVariant) record.get(2));
        String path = text(record.get(3)).filter(p -> !p.isEmpty()).orElse("/");
        if (!path.startsWith("/") && !(path.equals("*") && method.equals("OPTIONS"))) {
            throw new IllegalArgumentException("an HTTP path must start with '/'");
        }
        String scheme = ((Optional<?>) record.get(4))
                .map(s -> schemeOf((WitVariant) s))
                .or(() -> usual)
                .orElseThrow(() -> new IllegalArgumentException("an HTTP request without scheme"));
        Optional<String> authority =
                text(record.get(5)).filter(a -> !a.isEmpty()).or(() -> headers.first("host"));
        return new HttpRequest(method, scheme, authority, path, headers, Bodies.join(record.get(0), record.get(1)));
    }

    /** Takes the body over. */
    public WitResult toWit(HttpResponse message) {
        Bodies.Parts body = Bodies.split(message.body());
        return WitResult.ok(WitRecord.of(
                response, body.stream(), body.trailers(), (short) message.status(), Fields.toWit(message.headers())));
    }

    /** An error code as a result. */
    public WitResult toWit(HttpErrorException error) {
        return WitResult.err(
                WitVariant.of(errorCode, error.errorCode(), error.payload().orElse(null)));
    }

    /**
     * The response of a result.
     *
     * @throws HttpErrorException if it is an error code
     * @throws IllegalArgumentException if it is no response that HTTP allows
     */
    public HttpResponse response(@Nullable Object value) {
        WitResult result = (WitResult) Objects.requireNonNull(value);
        if (!result.isOk()) {
            WitVariant error = (WitVariant) Objects.requireNonNull(result.payload());
            throw new HttpErrorException(error.name(), error.payload(), "HTTP error code " + error, null);
        }
        WitRecord record = (WitRecord) Objects.requireNonNull(result.payload());
        int status = Short.toUnsignedInt((Short) record.get(2));
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("an HTTP status of " + status);
        }
        return new HttpResponse(status, Fields.fromWit(record.get(3)), Bodies.join(record.get(0), record.get(1)));
    }

    /** Timeouts as options; all of them are always sent. */
    public Optional<Object> toWit(HttpTimeouts timeouts) {
        return Optional.of(WitRecord.of(
                options,
                Optional.of(timeouts.connect().toNanos()),
                Optional.of(timeouts.firstByte().toNanos()),
                Optional.of(timeouts.betweenBytes().toNanos())));
    }

    /** Timeouts of options; the defaults where there are none. */
    public HttpTimeouts timeouts(Object value) {
        if (((Optional<?>) value).isEmpty()) {
            return HttpTimeouts.DEFAULT;
        }
        WitRecord record = (WitRecord) ((Optional<?>) value).get();
        return new HttpTimeouts(
                nanos(record.get(0), HttpTimeouts.DEFAULT.connect()),
                nanos(record.get(1), HttpTimeouts.DEFAULT.firstByte()),
                nanos(record.get(2), HttpTimeouts.DEFAULT.betweenBytes()));
    }

    private static Duration nanos(Object option, Duration otherwise) {
        // As unsigned, what does not fit a long is longer than anyone waits.
        return ((Optional<?>) option)
                .map(n -> Duration.ofNanos((Long) n < 0 ? Long.MAX_VALUE : (Long) n))
                .orElse(otherwise);
    }

    private WitVariant methodToWit(String name) {
        int index = METHODS.indexOf(name.toUpperCase(Locale.ROOT));
        return index >= 0
                ? WitVariant.of(method, index, null)
                : WitVariant.of(method, METHODS.size(), Fields.requireToken(name));
    }

    private static String methodOf(WitVariant value) {
        return value.index() < METHODS.size()
                ? METHODS.get(value.index())
                : Fields.requireToken((String) Objects.requireNonNull(value.payload()));
    }

    private WitVariant schemeToWit(String name) {
        return switch (name) {
            case "http" -> WitVariant.of(scheme, 0, null);
            case "https" -> WitVariant.of(scheme, 1, null);
            default -> WitVariant.of(scheme, 2, name);
        };
    }

    private static String schemeOf(WitVariant value) {
        return switch (value.index()) {
            case 0 -> "http";
            case 1 -> "https";
            default -> ((String) Objects.requireNonNull(value.payload())).toLowerCase(Locale.ROOT);
        };
    }

    private static Optional<String> text(Object option) {
        return ((Optional<?>) option).map(String.class::cast);
    }
}
