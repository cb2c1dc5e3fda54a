package org.latticehost.component.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts outcomes. */
final class Tally {
    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    /** Runs the commands of a script. */
    static Tally of(SuiteScript script, SuiteRunner runner, SuiteList list) {
        Tally tally = new Tally();
        for (SuiteCommand command : script.commands()) {
            String reason = list.skipped().get(script.name() + ":" + command.line());
            tally.add(command, reason == null ? run(runner, command) : runner.skip(command, reason));
        }
        return tally;
    }

    /** One command that goes wrong must not hide what the others do. */
    private static Outcome run(SuiteRunner runner, SuiteCommand command) {
        try {
            return runner.run(command);
        } catch (RuntimeException e) {
            return Outcome.fail(e.toString());
        }
    }

    private void add(SuiteCommand command, Outcome outcome) {
        switch (outcome.kind()) {
            case PASSED -> passed++;
            case FAILED -> failures.add(command + ": " + outcome.detail());
            case SKIPPED -> skipped.merge(outcome.detail(), 1, Integer::sum);
        }
    }

    void add(Tally other) {
        passed += other.passed;
        failures.addAll(other.failures);
        other.skipped.forEach((reason, n) -> skipped.merge(reason, n, Integer::sum));
    }

    int passed() {
        return passed;
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public String toString() {
        return passed + " passed, " + failures.size() + " failed, "
                + skipped.values().stream().mapToInt(Integer::intValue).sum() + " skipped " + skipped;
    }
}
