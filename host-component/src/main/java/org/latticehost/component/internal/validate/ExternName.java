package org.latticehost.component.internal.validate;

import java.util.Locale;
import org.latticehost.component.internal.types.TypeException;

/**
 * A name of an import or export, parsed.
 *
 * @param text the name as written
 * @param resource for names of functions of a resource: the resource; otherwise empty
 * @param unique names with the same value clash
 */
record ExternName(Kind kind, String text, String resource, String unique) {
    enum Kind {
        LABEL,
        CONSTRUCTOR,
        METHOD,
        STATIC,
        INTERFACE,
        /** A dependency, URL or hash: only for imports. */
        LOCATION
    }

    /** Words of letters of one case and digits, joined by {@code -}; the first begins with a letter. */
    static boolean isLabel(String text) {
        int start = 0;
        while (start <= text.length()) {
            int dash = text.indexOf('-', start);
            int end = dash < 0 ? text.length() : dash;
            if (!isWord(text, start, end)) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isWord(String text, int start, int end) {
        boolean lower = false;
        boolean upper = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            lower |= c >= 'a' && c <= 'z';
            upper |= c >= 'A' && c <= 'Z';
            boolean digit = c >= '0' && c <= '9';
            if (!digit && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
                return false;
            }
            if (digit && i == 0) {
                return false;
            }
        }
        return end > start && !(lower && upper);
    }

    /** The value by which labels are compared. */
    static String uniqueLabel(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a name.
     *
     * @throws TypeException if it is of no known form
     */
    static ExternName parse(String text) {
        if (text.startsWith("[constructor]")) {
            String resource = label(text, text.substring("[constructor]".length()));
            return new ExternName(Kind.CONSTRUCTOR, text, resource, "[constructor]" + uniqueLabel(resource));
        }
        if (text.startsWith("[method]")) {
            return member(Kind.METHOD, text, text.substring("[method]".length()));
        }
        if (text.startsWith("[static]")) {
            return member(Kind.STATIC, text, text.substring("[static]".length()));
        }
        if (LocationName.isLocation(text)) {
            LocationName.check(text);
            return new ExternName(Kind.LOCATION, text, "", text);
        }
        if (text.indexOf(':') >= 0) {
            PackageName.checkInterface(text);
            return new ExternName(Kind.INTERFACE, text, "", text);
        }
        return new ExternName(Kind.LABEL, text, "", uniqueLabel(label(text, text)));
    }

    private static ExternName member(Kind kind, String text, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw new TypeException("`" + text + "` is not a valid extern name: no `.`");
        }
        String resource = label(text, name.substring(0, dot));
        String member = label(text, name.substring(dot + 1));
        String unique = uniqueLabel(resource).equals(uniqueLabel(member))
                ? uniqueLabel(resource)
                : uniqueLabel(resource) + "." + uniqueLabel(member);
        return new ExternName(kind, text, resource, unique);
    }

    private static String label(String text, String label) {
        if (!isLabel(label)) {
            throw new TypeException("`" + text + "` is not a valid extern name: `" + label + "` is not in kebab case");
        }
        return label;
    }
}
