package org.latticehost.component.internal.validate;

import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.latticehost.component.internal.types.TypeException;

/** Import names that say where to find a component: dependencies, URLs and hashes. */
final class LocationName {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private LocationName() {}

    static boolean isLocation(String text) {
        return text.startsWith("unlocked-dep=")
                || text.startsWith("locked-dep=")
                || text.startsWith("url=")
                || text.startsWith("integrity=");
    }

    static void check(String text) {
        int equal = text.indexOf('=');
        String rest = text.substring(equal + 1);
        // A version range may contain '>' itself; nothing follows it.
        int close = text.startsWith("unlocked") ? rest.lastIndexOf('>') : rest.indexOf('>');
        if (!rest.startsWith("<") || close < 0) {
            throw bad(text, "expected `<` and `>`");
        }
        String inside = rest.substring(1, close);
        String after = rest.substring(close + 1);
        switch (text.substring(0, equal)) {
            case "unlocked-dep" -> {
                query(text, inside);
                end(text, after);
            }
            case "locked-dep" -> {
                int at = inside.indexOf('@');
                PackageName.checkPath(text, at < 0 ? inside : inside.substring(0, at), false);
                if (at >= 0) {
                    version(text, inside.substring(at + 1));
                }
                optionalHash(text, after);
            }
            case "url" -> {
                if (inside.indexOf('<') >= 0) {
                    throw bad(text, "url cannot contain `<`");
                }
                optionalHash(text, after);
            }
            default -> {
                hash(text, inside);
                end(text, after);
            }
        }
    }

    private static void query(String text, String query) {
        int at = query.indexOf('@');
        PackageName.checkPath(text, at < 0 ? query : query.substring(0, at), false);
        if (at < 0) {
            return;
        }
        String range = query.substring(at + 1);
        if (range.equals("*")) {
            return;
        }
        if (!range.startsWith("{") || !range.endsWith("}")) {
            throw bad(text, "expected `{` and `}` around a version range");
        }
        String bounds = range.substring(1, range.length() - 1);
        if (bounds.startsWith(">=")) {
            int space = bounds.indexOf(' ');
            version(text, bounds.substring(2, space < 0 ? bounds.length() : space));
            if (space >= 0) {
                upper(text, bounds.substring(space + 1));
            }
        } else {
            upper(text, bounds);
        }
    }

    private static void upper(String text, String bound) {
        if (!bound.startsWith("<")) {
            throw bad(text, "expected `>=` or `<` at start of version range");
        }
        version(text, bound.substring(1));
    }

    private static void version(String text, String version) {
        if (SemVer.parse(version).isEmpty()) {
            throw bad(text, "`" + version + "` is not a valid semver");
        }
    }

    private static void optionalHash(String text, String after) {
        if (after.isEmpty()) {
            return;
        }
        String prefix = ",integrity=<";
        if (!after.startsWith(prefix) || !after.endsWith(">")) {
            throw bad(text, "expected `,integrity=<...>`");
        }
        hash(text, after.substring(prefix.length(), after.length() - 1));
    }

    private static void hash(String text, String hashes) {
        if (hashes.isBlank()) {
            throw bad(text, "integrity hash cannot be empty");
        }
        StringTokenizer each = new StringTokenizer(hashes);
        while (each.hasMoreTokens()) {
            String hash = each.nextToken();
            int dash = hash.indexOf('-');
            String algorithm = dash < 0 ? hash : hash.substring(0, dash);
            if (!algorithm.equals("sha256") && !algorithm.equals("sha384") && !algorithm.equals("sha512")) {
                throw bad(text, "unrecognized hash algorithm: `" + algorithm + "`");
            }
            String value = dash < 0 ? "" : hash.substring(dash + 1);
            int options = value.indexOf('?');
            String base64 = options < 0 ? value : value.substring(0, options);
            if (!BASE64.matcher(base64).matches()) {
                throw bad(text, "not valid base64: `" + base64 + "`");
            }
        }
    }

    private static void end(String text, String after) {
        if (!after.isEmpty()) {
            throw bad(text, "trailing characters found: `" + after + "`");
        }
    }

    private static TypeException bad(String text, String why) {
        return new TypeException("`" + text + "` is not a valid extern name: " + why);
    }
}
