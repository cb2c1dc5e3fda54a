package org.latticehost.host.wit.text;

import java.util.Optional;

/** The small steps of parsing: take a token if it is there, demand it otherwise. */
final class WitTokens {
    private final WitLexer lexer;

    WitTokens(WitLexer lexer) {
        this.lexer = lexer;
    }

    WitToken peek() {
        return lexer.peek();
    }

    WitToken next() {
        return lexer.next();
    }

    boolean atEnd() {
        return peek().kind() == WitToken.Kind.END;
    }

    boolean take(String punctuation) {
        if (!peek().is(punctuation)) {
            return false;
        }
        next();
        return true;
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) {
            return false;
        }
        next();
        return true;
    }

    void expect(String punctuation) {
        if (!take(punctuation)) {
            throw new WitParseException("expected '" + punctuation + "', found " + peek().describe(), peek().at());
        }
    }

    WitToken nameToken() {
        if (peek().kind() != WitToken.Kind.NAME) {
            throw new WitParseException("expected a name, found " + peek().describe(), peek().at());
        }
        return next();
    }

    String name() {
        return nameToken().text();
    }

    /** {@code @version}, if it follows. */
    Optional<String> optionalVersion() {
        return take("@") ? Optional.of(lexer.version()) : Optional.empty();
    }

    /** A version where the {@code @} has just been taken. */
    String version() {
        return lexer.version();
    }

    /** Whether the {@code @} just taken begins a gate, not a version; nothing may have been looked at before. */
    boolean gateAhead() {
        return lexer.letterAhead();
    }

    /** Reads over {@code @since(version = 0.2.0)} and the like: everything is offered. */
    void gates() {
        while (take("@")) {
            name();
            expect("(");
            name();
            expect("=");
            gateValue();
            expect(")");
        }
    }

    /** The value in {@code @since(version = 0.2.0)} or {@code @unstable(feature = name)}; {@code =} was just taken. */
    void gateValue() {
        lexer.skipSpaces();
        lexer.version();
    }
}
