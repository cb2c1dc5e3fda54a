package org.latticehost.host.bind;

/** What a failed conversion says. */
final class Failures {
    private Failures() {}

    static String why(RuntimeException e) {
        return e instanceof NullPointerException ? "null has no place in WIT" : String.valueOf(e.getMessage());
    }
}
