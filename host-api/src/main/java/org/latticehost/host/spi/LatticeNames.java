package org.latticehost.host.spi;

/**
 * The names every {@link LatticeTransport} accepts, so that all of them refuse the same ones, and with the same words.
 * For implementations. All methods throw {@link IllegalArgumentException} that quotes the name.
 *
 * <p>Thread-safe.
 */
public final class LatticeNames {
    private LatticeNames() {}

    /** A subject to send to: tokens joined by dots, without spaces, control characters and wildcard tokens. */
    public static String requireSubject(String subject) {
        return requireTokens(subject, "subject", false);
    }

    /** A subject to subscribe to: {@code *} may stand for a token, {@code >} for the last ones. */
    public static String requirePattern(String pattern) {
        return requireTokens(pattern, "subject", true);
    }

    /** The name of a queue group. */
    public static String requireQueueGroup(String group) {
        return requireTokens(group, "queue group", false);
    }

    /** A key of a bucket. */
    public static String requireKey(String key) {
        requireTokens(key, "key", false);
        for (int i = 0; i < key.length(); i++) {
            if (!keyCharacter(key.charAt(i))) {
                throw malformed("key", key, "allowed are letters, digits and - / _ = .");
            }
        }
        return key;
    }

    /** A key, or a pattern of keys. */
    public static String requireKeyPattern(String pattern) {
        requireTokens(pattern, "key pattern", true);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (!keyCharacter(c) && c != '*' && c != '>') {
                throw malformed("key pattern", pattern, "allowed are letters, digits and - / _ = . * >");
            }
        }
        return pattern;
    }

    /** The name of a bucket. */
    public static String requireBucketName(String name) {
        boolean good = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            good &= letterOrDigit(c) || c == '_' || c == '-';
        }
        if (!good) {
            throw malformed("bucket name", name, "allowed are letters, digits, _ and -");
        }
        return name;
    }

    /** Whether a subject is one of those a pattern stands for; both well-formed. */
    public static boolean matches(String pattern, String subject) {
        int p = 0;
        int s = 0;
        while (true) {
            int endOfPattern = end(pattern, p);
            int endOfSubject = end(subject, s);
            int length = endOfPattern - p;
            if (length == 1 && pattern.charAt(p) == '>') {
                return true;
            }
            boolean star = length == 1 && pattern.charAt(p) == '*';
            if (!star && (length != endOfSubject - s || !pattern.regionMatches(p, subject, s, length))) {
                return false;
            }
            if (endOfPattern == pattern.length() || endOfSubject == subject.length()) {
                return endOfPattern == pattern.length() && endOfSubject == subject.length();
            }
            p = endOfPattern + 1;
            s = endOfSubject + 1;
        }
    }

    static void requireHeader(String name, String value) {
        boolean good = !name.isEmpty();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            good &= c > ' ' && c < 0x7f && c != ':';
        }
        if (!good) {
            throw malformed("header name", name, "allowed is printable ASCII without space and :");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c >= 0x7f)) {
                // The value may be a secret.
                throw new IllegalArgumentException(
                        "malformed value of header '" + name + "': allowed are printable ASCII and tabs");
            }
        }
    }

    private static String requireTokens(String text, String what, boolean wildcards) {
        int start = 0;
        while (true) {
            int end = end(text, start);
            if (end == start) {
                throw malformed(what, text, "it or a token of it is empty");
            }
            for (int i = start; i < end; i++) {
                char c = text.charAt(i);
                if (c <= ' ' || c == 0x7f) {
                    throw malformed(what, text, "space or control character at " + i);
                }
            }
            if (end - start == 1 && (text.charAt(start) == '*' || text.charAt(start) == '>')) {
                if (!wildcards) {
                    throw malformed(what, text, "no wildcards here");
                }
                if (text.charAt(start) == '>' && end != text.length()) {
                    throw malformed(what, text, "> must be the last token");
                }
            }
            if (end == text.length()) {
                return text;
            }
            start = end + 1;
        }
    }

    private static int end(String text, int start) {
        int dot = text.indexOf('.', start);
        return dot < 0 ? text.length() : dot;
    }

    private static boolean keyCharacter(char c) {
        return letterOrDigit(c) || c == '-' || c == '/' || c == '_' || c == '=' || c == '.';
    }

    private static boolean letterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static IllegalArgumentException malformed(String what, String text, String why) {
        return new IllegalArgumentException("malformed " + what + " '" + text + "': " + why);
    }
}
