package org.latticehost.component.suite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.validate.ComponentReader;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/**
 * Runs the commands of one script, in order. This one only reads components: a subclass that has an engine overrides
 * {@link #define} and {@link #execute}.
 */
class SuiteRunner {
    /** Features of the specification that components may need and that are not supported. */
    private static final Set<String> UNSUPPORTED =
            Set.of("async", "threads", "attributes", "fixed-list", "map", "case-refines");

    private static final Set<String> DEFINING = Set.of("component", "instantiate");

    /** Why components and instances are not there, by name. */
    private final Map<String, String> leftOut = new HashMap<>();

    private String lastLeftOut = "was not made";

    /** Leaves a command out; what unnamed commands after it would mean is gone with it. */
    final Outcome skip(SuiteCommand command, String reason) {
        if (DEFINING.contains(command.type())) {
            forget();
        }
        return command.json().has("action") ? Outcome.skip(reason) : leaveOut(command, reason);
    }

    /** Leaves out what a command would have made; what uses it afterwards is left out for the same reason. */
    final Outcome leaveOut(SuiteCommand command, String reason) {
        for (String key : List.of("name", "instance")) {
            if (command.json().hasNonNull(key)) {
                leftOut.put(command.json().get(key).asText(), reason);
            }
        }
        lastLeftOut = reason;
        return Outcome.skip(reason);
    }

    /** Why something is not there, unnamed ones being the last. */
    final String whyLeftOut(@Nullable String name) {
        return name == null ? lastLeftOut : leftOut.getOrDefault(name, lastLeftOut);
    }

    final Outcome run(SuiteCommand command) {
        if (DEFINING.contains(command.type())) {
            forget();
        }
        List<String> missing =
                command.features().stream().filter(UNSUPPORTED::contains).toList();
        return switch (command.type()) {
            case "component", "component_definition" ->
                missing.isEmpty() ? accept(command) : refuseUnsupported(command, missing);
            case "assert_invalid", "assert_malformed" -> refuse(command);
            default -> missing.isEmpty() ? execute(command) : Outcome.skip("needs " + missing);
        };
    }

    private Outcome accept(SuiteCommand command) {
        byte[] bytes = command.binary().orElse(null);
        if (bytes == null) {
            return Outcome.skip("the text has no binary");
        }
        try {
            return define(command, ComponentReader.read(bytes));
        } catch (ComponentLoadException e) {
            return Outcome.fail("refused: " + e.getMessage());
        }
    }

    private Outcome refuse(SuiteCommand command) {
        byte[] bytes = command.binary().orElse(null);
        if (bytes == null) {
            return Outcome.skip("the text has no binary");
        }
        try {
            ComponentReader.read(bytes);
            return accepted(command, bytes);
        } catch (ComponentLoadException e) {
            if (e.code() == ErrorCode.UNSUPPORTED_FEATURE) {
                return Outcome.skip("refused as unsupported");
            }
            return e.offset().isPresent() ? Outcome.PASS : Outcome.fail("no offset in: " + e.getMessage());
        }
    }

    /** What is not supported must be refused as that, with a typed error. */
    private Outcome refuseUnsupported(SuiteCommand command, List<String> missing) {
        byte[] bytes = command.binary().orElse(null);
        if (bytes == null) {
            return Outcome.skip("the text has no binary");
        }
        try {
            ComponentReader.read(bytes);
            return Outcome.fail("accepted, but needs " + missing);
        } catch (ComponentLoadException e) {
            return e.code() == ErrorCode.UNSUPPORTED_FEATURE
                    ? leaveOut(command, "needs " + missing)
                    : Outcome.fail("not refused as unsupported: " + e.getMessage());
        }
    }

    /** A wrong component that the reader takes: what is wrong may be in a core module, which only an engine reads. */
    Outcome accepted(SuiteCommand command, byte[] bytes) {
        return Outcome.fail("accepted, but expected: " + command.text());
    }

    /** The instance that unnamed commands meant so far is no longer meant. */
    void forget() {}

    /** A component that the script defines; {@code component} commands also instantiate it. */
    Outcome define(SuiteCommand command, ComponentDef component) {
        return component.steps().size() >= component.imports().size()
                ? Outcome.PASS
                : Outcome.fail("fewer steps than imports");
    }

    /** Any other command. */
    Outcome execute(SuiteCommand command) {
        return Outcome.skip("runs only with an engine");
    }
}
