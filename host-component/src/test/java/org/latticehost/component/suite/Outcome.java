package org.latticehost.component.suite;

/**
 * What became of a command.
 *
 * @param detail why it failed or was skipped
 */
record Outcome(Kind kind, String detail) {
    enum Kind {
        PASSED,
        FAILED,
        /** Not meant to run here; the detail says why. */
        SKIPPED
    }

    static final Outcome PASS = new Outcome(Kind.PASSED, "");

    static Outcome fail(String detail) {
        return new Outcome(Kind.FAILED, detail);
    }

    static Outcome skip(String reason) {
        return new Outcome(Kind.SKIPPED, reason);
    }
}
