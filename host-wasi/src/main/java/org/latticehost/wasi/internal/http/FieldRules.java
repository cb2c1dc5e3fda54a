package org.latticehost.wasi.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.latticehost.host.http.HttpFields;

/** Which fields a guest may set and see. */
final class FieldRules {
    /** Belong to the connection, so to the host; the list of the reference host. */
    private static final Set<String> FORBIDDEN = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "transfer-encoding",
            "upgrade",
            "host",
            "http2-settings");

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private FieldRules() {}

    static boolean forbidden(String name) {
        return FORBIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether the text is a token of HTTP: a field name, a method. */
    static boolean token(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && TOKEN_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether the bytes can be a field value: visible ASCII, space, tab and everything above. */
    static boolean value(byte[] bytes) {
        for (byte b : bytes) {
            if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** The fields of a message from outside that a guest may see. */
    static HttpFields strip(HttpFields fields) {
        List<HttpFields.Field> kept =
                fields.fields().stream().filter(f -> !forbidden(f.name())).toList();
        return kept.size() == fields.fields().size() ? fields : HttpFields.of(kept);
    }
}
