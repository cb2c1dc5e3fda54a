package org.latticehost.providers.internal.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.ConfigurationException;

/**
 * Cross-origin rules. Off unless one of the {@code cors_} keys is set: then preflight requests are answered here and do
 * not reach the component. An empty list means any.
 */
record Cors(
        List<String> origins, List<String> methods, List<String> headers, List<String> exposed, long maxAgeSeconds) {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> HEADERS =
            List.of("accept", "accept-language", "content-type", "content-language");

    static Optional<Cors> of(Settings settings) {
        Optional<List<String>> origins = settings.list("cors_allowed_origins");
        Optional<List<String>> methods = settings.list("cors_allowed_methods");
        Optional<List<String>> headers = settings.list("cors_allowed_headers");
        Optional<List<String>> exposed = settings.list("cors_exposed_headers");
        Optional<String> maxAge = settings.text("cors_max_age_secs");
        if (origins.isEmpty() && methods.isEmpty() && headers.isEmpty() && exposed.isEmpty() && maxAge.isEmpty()) {
            return Optional.empty();
        }
        origins.ifPresent(list -> list.forEach(Cors::checkOrigin));
        methods.ifPresent(list -> list.forEach(Cors::checkMethod));
        return Optional.of(new Cors(
                origins.orElse(List.of()),
                methods.orElse(METHODS),
                headers.orElse(HEADERS),
                exposed.orElse(List.of()),
                maxAge.map(Cors::seconds).orElse(300L)));
    }

    boolean preflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ORIGIN)
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }

    void answerPreflight(Request request, Response response) {
        HttpFields.Mutable out = response.getHeaders();
        if (!addOrigin(request, out)) {
            return;
        }
        String wanted = request.getHeaders().get(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
        out.put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, methods.isEmpty() ? wanted : String.join(",", methods));
        String wantedHeaders = request.getHeaders().get(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS);
        String allowed = headers.isEmpty() ? wantedHeaders : String.join(",", headers);
        if (allowed != null) {
            out.put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, allowed);
        }
        out.put(HttpHeader.ACCESS_CONTROL_MAX_AGE, Long.toString(maxAgeSeconds));
    }

    void decorate(Request request, HttpFields.Mutable out) {
        if (request.getHeaders().contains(HttpHeader.ORIGIN) && addOrigin(request, out)) {
            out.put(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, exposed.isEmpty() ? "*" : String.join(",", exposed));
        }
    }

    private boolean addOrigin(Request request, HttpFields.Mutable out) {
        if (origins.isEmpty()) {
            out.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return true;
        }
        out.add(new HttpField(HttpHeader.VARY, "origin"));
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            return false;
        }
        out.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        return true;
    }

    private static void checkOrigin(String origin) {
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            throw badOrigin(origin, e);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || !uri.getRawPath().isEmpty() || uri.getRawQuery() != null) {
            throw badOrigin(origin, null);
        }
    }

    private static ConfigurationException badOrigin(String origin, @Nullable Throwable cause) {
        return new ConfigurationException(
                "cors_allowed_origins: '" + origin + "' must be http(s)://host[:port] without a path", cause);
    }

    private static void checkMethod(String method) {
        if (method.isEmpty() || !method.equals(method.toUpperCase(Locale.ROOT))) {
            throw new ConfigurationException("cors_allowed_methods: '" + method + "' is no method in upper case");
        }
    }

    private static long seconds(String text) {
        try {
            return Long.parseUnsignedLong(text.strip());
        } catch (NumberFormatException e) {
            throw new ConfigurationException("cors_max_age_secs must be a number, got '" + text + "'", e);
        }
    }
}
