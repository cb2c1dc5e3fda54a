package org.latticehost.host.wit.text;

/**
 * A token. For names {@code text} is without the leading {@code %}.
 *
 * @param escaped whether a name was written with {@code %}, so that it is no keyword
 */
record WitToken(Kind kind, String text, boolean escaped, Position at) {
    enum Kind {
        NAME,
        INTEGER,
        PUNCTUATION,
        END
    }

    /** Whether this is that punctuation. */
    boolean is(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    /** Whether this is that word, usable as a keyword. */
    boolean isWord(String word) {
        return kind == Kind.NAME && !escaped && text.equals(word);
    }

    String describe() {
        return kind == Kind.END ? "the end of the text" : "'" + text + "'";
    }
}
