package org.latticehost.providers.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;

/** Translates heads between Jetty and us. Jetty reads field values as ISO-8859-1, so no byte is lost either way. */
final class Heads {
    /** Of one connection, not of the message: they stay on their side. */
    private static final Set<String> CONNECTION_LEVEL =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings");

    private Heads() {}

    static HttpRequest request(Request request, BytePipe body) {
        HttpURI uri = request.getHttpURI();
        String pathWithQuery = uri.getPathQuery();
        return new HttpRequest(
                request.getMethod(),
                uri.getScheme() == null ? "http" : uri.getScheme(),
                authority(request),
                pathWithQuery == null || pathWithQuery.isEmpty() ? "/" : pathWithQuery,
                fields(request.getHeaders()),
                body);
    }

    /** Of the target in HTTP/2, else what a proxy says it was, else the {@code Host} field. */
    static Optional<String> authority(Request request) {
        String authority = request.getHttpURI().getAuthority();
        if (!http2(request)) {
            String forwarded = request.getHeaders().get(HttpHeader.X_FORWARDED_HOST);
            authority = forwarded == null ? authority : forwarded;
        }
        return Optional.ofNullable(authority).filter(text -> !text.isEmpty());
    }

    static boolean http2(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }

    static HttpFields fields(org.eclipse.jetty.http.HttpFields from) {
        List<HttpFields.Field> fields = new ArrayList<>(from.size());
        for (org.eclipse.jetty.http.HttpField field : from) {
            if (!CONNECTION_LEVEL.contains(field.getLowerCaseName())) {
                String value = field.getValue() == null ? "" : field.getValue();
                fields.add(HttpFields.Field.of(field.getLowerCaseName(), value.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return HttpFields.of(fields);
    }

    static void add(HttpFields from, org.eclipse.jetty.http.HttpFields.Mutable to) {
        for (HttpFields.Field field : from.fields()) {
            if (!CONNECTION_LEVEL.contains(field.name())) {
                to.add(field.name(), new String(field.value(), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
