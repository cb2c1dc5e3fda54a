package org.latticehost.host.wit.text;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.text.WitToken.Kind;

/** Splits WIT text into tokens, on demand, because versions follow other rules than the rest. */
final class WitLexer {
    private static final Pattern LABEL =
            Pattern.compile("(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*");

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private @Nullable WitToken ahead;

    WitLexer(String text) {
        this.text = text;
    }

    WitToken peek() {
        if (ahead == null) {
            ahead = scan();
        }
        return ahead;
    }

    WitToken next() {
        WitToken token = peek();
        ahead = null;
        return token;
    }

    /** Reads a version; to be called right after {@code @} was taken, with nothing looked at since. */
    String version() {
        Position start = position();
        int from = at;
        while (at < text.length() && versionPart(at)) {
            at++;
        }
        if (from == at) {
            throw new WitParseException("a version is missing after '@'", start);
        }
        return text.substring(from, at);
    }

    /** Whether the very next character is a letter; only with nothing looked at. */
    boolean letterAhead() {
        return at < text.length() && letter(text.charAt(at));
    }

    /** Moves to the next token's start; only with nothing looked at. */
    void skipSpaces() {
        skipBlanks();
    }

    private boolean versionPart(int i) {
        char c = text.charAt(i);
        if (c == '.') {
            return i + 1 < text.length() && wordPart(text.charAt(i + 1));
        }
        return wordPart(c) || c == '+';
    }

    private WitToken scan() {
        skipBlanks();
        Position start = position();
        if (at >= text.length()) {
            return new WitToken(Kind.END, "", false, start);
        }
        char c = text.charAt(at);
        if (c == '%' || letter(c)) {
            return name(start, c == '%');
        }
        if (digit(c)) {
            int from = at;
            while (at < text.length() && digit(text.charAt(at))) {
                at++;
            }
            return new WitToken(Kind.INTEGER, text.substring(from, at), false, start);
        }
        if (text.startsWith("->", at)) {
            at += 2;
            return new WitToken(Kind.PUNCTUATION, "->", false, start);
        }
        if ("{}()<>,:;=./@*_".indexOf(c) < 0) {
            throw new WitParseException(
                    "unexpected character '" + Character.toString(text.codePointAt(at)) + "'", start);
        }
        at++;
        return new WitToken(Kind.PUNCTUATION, String.valueOf(c), false, start);
    }

    private WitToken name(Position start, boolean escaped) {
        int from = escaped ? at + 1 : at;
        at = from;
        while (at < text.length() && wordPart(text.charAt(at))) {
            if (text.startsWith("->", at)) {
                break;
            }
            at++;
        }
        String word = text.substring(from, at);
        if (!LABEL.matcher(word).matches()) {
            throw new WitParseException("'" + word + "' is no name: words of one case, joined by '-'", start);
        }
        return new WitToken(Kind.NAME, word, escaped, start);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        Position start = position();
        int depth = 0;
        do {
            if (at >= text.length()) {
                throw new WitParseException("the comment that starts here has no end", start);
            }
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                if (text.charAt(at) == '\n') {
                    line++;
                    lineStart = at + 1;
                }
                at++;
            }
        } while (depth > 0);
    }

    private Position position() {
        return new Position(line, at - lineStart + 1);
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean wordPart(char c) {
        return letter(c) || digit(c) || c == '-';
    }
}
