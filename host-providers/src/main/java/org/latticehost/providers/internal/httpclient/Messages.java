package org.latticehost.providers.internal.httpclient;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.http.BytePipe;
import org.latticehost.host.http.HttpFields;
import org.latticehost.host.http.HttpRequest;

/** Translates heads between us and Jetty, which writes and reads field values as ISO-8859-1: no byte is lost. */
final class Messages {
    /** What the client sets by itself, and refuses to be told. */
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "connection", "expect", "upgrade", "transfer-encoding");
    /** Of one connection, not of the message. */
    private static final Set<String> CONNECTION_LEVEL =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Messages() {}

    /**
     * A request that is ready to be sent.
     *
     * @throws IllegalArgumentException if it cannot be written as HTTP
     */
    static Request of(HttpClient client, HttpRequest request) {
        String authority =
                request.authority().orElseThrow(() -> new IllegalArgumentException("a request without authority"));
        require(TOKEN.matcher(request.method()).matches() && !request.method().equals("CONNECT"), "method");
        Request message = client.newRequest(target(request.scheme(), authority, request.pathWithQuery()))
                .method(request.method())
                .idleTimeout(0, TimeUnit.MILLISECONDS); // the guest limits its waits, and ends them by cancelling
        message.headers(to -> add(request.headers(), to));
        if (request.body().state() != BytePipe.State.ENDED) {
            Optional<Long> length = request.headers().first("content-length").map(Long::valueOf);
            message.body(new PipeContent(
                    request.body(), length.filter(count -> count > 0).orElse(-1L)));
            if (length.isEmpty()) { // HTTP/1.1 has trailers only behind chunks
                message.trailersSupplier(() -> trailers(request.body()));
            }
        }
        return message;
    }

    /** Where to send it; an authority that ends elsewhere than it says would get past whoever looked at it. */
    private static URI target(String scheme, String authority, String pathWithQuery) {
        require(scheme.equals("http") || scheme.equals("https"), "scheme");
        URI target = URI.create(scheme + "://" + authority + pathWithQuery);
        require(
                target.getHost() != null && target.getPort() <= 0xffff && authority.equals(target.getRawAuthority()),
                "authority");
        return target;
    }

    private static void add(HttpFields from, org.eclipse.jetty.http.HttpFields.Mutable to) {
        for (HttpFields.Field field : from.fields()) {
            if (!OWN_HEADERS.contains(field.name())) {
                require(TOKEN.matcher(field.name()).matches() && printable(field.value()), "header " + field.name());
                to.add(field.name(), new String(field.value(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static org.eclipse.jetty.http.@Nullable HttpFields trailers(BytePipe body) {
        if (body.trailers().fields().isEmpty()) {
            return null;
        }
        org.eclipse.jetty.http.HttpFields.Mutable fields = org.eclipse.jetty.http.HttpFields.build();
        add(body.trailers(), fields);
        return fields;
    }

    private static boolean printable(byte[] value) {
        for (byte each : value) {
            if ((each >= 0 && each < ' ' && each != '\t') || each == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean valid, String what) {
        if (!valid) {
            throw new IllegalArgumentException("the " + what + " cannot be sent");
        }
    }

    static HttpFields fields(org.eclipse.jetty.http.@Nullable HttpFields from) {
        if (from == null) {
            return HttpFields.none();
        }
        List<HttpFields.Field> fields = new ArrayList<>(from.size());
        for (HttpField field : from) {
            if (!CONNECTION_LEVEL.contains(field.getLowerCaseName())) {
                String value = field.getValue() == null ? "" : field.getValue();
                fields.add(HttpFields.Field.of(field.getLowerCaseName(), value.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        return HttpFields.of(fields);
    }
}
