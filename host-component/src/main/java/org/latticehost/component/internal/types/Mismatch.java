package org.latticehost.component.internal.types;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitKind;
import org.latticehost.host.wit.WitType;

/** Says where two value types differ: follows the first difference, so that it is as deep as they are, never as wide. */
final class Mismatch {
    private Mismatch() {}

    static String describe(ValType given, ValType wanted) {
        if (given.kind() != wanted.kind()) {
            return "expected " + name(wanted.kind()) + ", found " + name(given.kind());
        }
        if (given.resource() != null) {
            return "resource types are not the same";
        }
        List<String> givenLabels = labels(given.wit());
        List<String> wantedLabels = labels(wanted.wit());
        if (!givenLabels.equals(wantedLabels)) {
            return labelMismatch(name(given.kind()), givenLabels, wantedLabels);
        }
        if (given.parts().size() != wanted.parts().size()) {
            return "expected a " + name(given.kind()) + " of " + wanted.parts().size() + ", found one of "
                    + given.parts().size();
        }
        for (int i = 0; i < given.parts().size(); i++) {
            String difference = part(given.parts().get(i), wanted.parts().get(i));
            if (difference != null) {
                String label = i < givenLabels.size() ? "`" + givenLabels.get(i) + "`" : String.valueOf(i);
                return "in " + name(given.kind()) + " " + label + ": " + difference;
            }
        }
        return "the two " + name(given.kind()) + " types are not the same";
    }

    private static @Nullable String part(@Nullable ValType given, @Nullable ValType wanted) {
        if (given == null || wanted == null) {
            if (given == null && wanted == null) {
                return null;
            }
            return wanted == null ? "expected no type, found one" : "expected a type, found none";
        }
        return given.shape().equals(wanted.shape()) ? null : describe(given, wanted);
    }

    private static String labelMismatch(String kind, List<String> given, List<String> wanted) {
        for (int i = 0; i < Math.min(given.size(), wanted.size()); i++) {
            if (!given.get(i).equals(wanted.get(i))) {
                return "expected `" + wanted.get(i) + "` in the " + kind + ", found `" + given.get(i) + "`";
            }
        }
        return "expected a " + kind + " of " + wanted.size() + ", found one of " + given.size();
    }

    private static String name(WitKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> labels(WitType type) {
        if (type instanceof WitType.EnumOf labels) {
            return labels.labels();
        }
        if (type instanceof WitType.FlagsOf labels) {
            return labels.labels();
        }
        return TypeTable.labels(type);
    }
}
