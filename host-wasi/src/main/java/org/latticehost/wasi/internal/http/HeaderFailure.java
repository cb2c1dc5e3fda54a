package org.latticehost.wasi.internal.http;

/** A {@code header-error}. */
final class HeaderFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String wit;

    private HeaderFailure(String wit) {
        super(wit, null, false, false);
        this.wit = wit;
    }

    /** The case. */
    String wit() {
        return wit;
    }

    static HeaderFailure invalidSyntax() {
        return new HeaderFailure("invalid-syntax");
    }

    static HeaderFailure forbidden() {
        return new HeaderFailure("forbidden");
    }

    static HeaderFailure immutable() {
        return new HeaderFailure("immutable");
    }
}
