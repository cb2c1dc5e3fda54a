package org.latticehost.component.internal.validate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version, as far as names need it.
 *
 * @param pre the pre-release part without {@code -}, or null
 */
public record SemVer(
        long major, long minor, long patch, @Nullable String pre) implements Comparable<SemVer> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String PRE = "(?:[0-9]*[a-zA-Z-][0-9a-zA-Z-]*|0|[1-9][0-9]*)";
    private static final String BUILD = "[0-9a-zA-Z-]+";
    private static final Pattern SHAPE = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + PRE
            + "(?:\\." + PRE + ")*+))?+(?:\\+" + BUILD + "(?:\\." + BUILD + ")*+)?+");
    private static final int MAX_LENGTH = 1_000;

    /** Reads a version; empty if it is none. */
    public static Optional<SemVer> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher m = SHAPE.matcher(text);
        return m.matches()
                ? Optional.of(new SemVer(
                        Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), Long.parseLong(m.group(3)), m.group(4)))
                : Optional.empty();
    }

    /** By the three numbers; pre-releases are never compared with each other here. */
    @Override
    public int compareTo(SemVer other) {
        int c = Long.compare(major, other.major);
        c = c != 0 ? c : Long.compare(minor, other.minor);
        return c != 0 ? c : Long.compare(patch, other.patch);
    }
}
