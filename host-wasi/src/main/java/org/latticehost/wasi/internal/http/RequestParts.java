package org.latticehost.wasi.internal.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticehost.host.wit.WitInterface;
import org.latticehost.host.wit.WitType;
import org.latticehost.host.wit.WitVariant;
import org.latticehost.wasi.internal.store.Declarations;

/** Methods, schemes, authorities and paths: their WIT form, and what is well-formed. */
final class RequestParts {
    private static final WitInterface TYPES = Declarations.of("wasi:http/types@0.2.6");
    private static final WitType.VariantOf METHOD = (WitType.VariantOf) TYPES.type("method");
    private static final WitType.VariantOf SCHEME = (WitType.VariantOf) TYPES.type("scheme");
    private static final String OTHER = "other";
    private static final List<String> METHODS = METHOD.cases().stream()
            .map(WitType.Case::name)
            .filter(n -> !n.equals(OTHER))
            .toList();

    private static final Pattern SCHEME_SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    // Without user information: policies compare hosts, and it has no place in a request.
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern PATH = Pattern.compile("(?:[/?*][\\x21\\x22\\x24-\\x7e\\x80-\\uffff]*)?");

    private RequestParts() {}

    static WitVariant method(String method) {
        int known = METHODS.indexOf(method.toLowerCase(Locale.ROOT));
        return known >= 0 && METHODS.get(known).toUpperCase(Locale.ROOT).equals(method)
                ? WitVariant.of(METHOD, known, null)
                : WitVariant.of(METHOD, OTHER, method);
    }

    /** As on the wire; empty if it is no token. */
    static Optional<String> method(WitVariant method) {
        return method.payload() instanceof String other
                ? Optional.of(other).filter(FieldRules::token)
                : Optional.of(method.name().toUpperCase(Locale.ROOT));
    }

    static WitVariant scheme(String scheme) {
        String upper = scheme.toUpperCase(Locale.ROOT);
        return upper.equals("HTTP") || upper.equals("HTTPS")
                ? WitVariant.of(SCHEME, upper, null)
                : WitVariant.of(SCHEME, OTHER, scheme);
    }

    /** In lower case; empty if it is not well-formed. */
    static Optional<String> scheme(WitVariant scheme) {
        String text = scheme.payload() instanceof String other ? other : scheme.name();
        return Optional.of(text.toLowerCase(Locale.ROOT))
                .filter(s -> SCHEME_SHAPE.matcher(s).matches());
    }

    static boolean authority(String authority) {
        Matcher m = AUTHORITY.matcher(authority);
        return m.matches() && (m.group("port") == null || Integer.parseInt(m.group("port")) <= 0xffff);
    }

    static boolean path(String pathWithQuery) {
        return PATH.matcher(pathWithQuery).matches();
    }
}
