package org.latticehost.host.wit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a WIT interface: {@code wasi:http/incoming-handler@0.2.0}. Immutable.
 *
 * @param namespace {@code wasi}
 * @param packageName {@code http}
 * @param name {@code incoming-handler}
 * @param version semantic version without {@code @}, if any
 */
public record InterfaceName(String namespace, String packageName, String name, Optional<String> version) {
    private static final String LABEL = "[a-zA-Z][a-zA-Z0-9]*(?:-[a-zA-Z0-9]+)*";
    private static final Pattern SHAPE = Pattern.compile(
            "(?<ns>" + LABEL + "):(?<pkg>" + LABEL + ")/(?<name>" + LABEL + ")(?:@(?<ver>[0-9][0-9A-Za-z.+-]*))?");

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is not of the form {@code namespace:package/interface@version}
     */
    public static InterfaceName of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not an interface name"
                        + " (namespace:package/interface, then maybe @version): '" + text + "'"));
    }

    /** Reads a name; empty if it is none. */
    public static Optional<InterfaceName> parse(String text) {
        var m = SHAPE.matcher(text);
        return m.matches()
                ? Optional.of(new InterfaceName(
                        m.group("ns"), m.group("pkg"), m.group("name"), Optional.ofNullable(m.group("ver"))))
                : Optional.empty();
    }

    /** {@code wasi:http/incoming-handler}, the form links use. */
    public String withoutVersion() {
        return namespace + ":" + packageName + "/" + name;
    }

    @Override
    public String toString() {
        return version.map(v -> withoutVersion() + "@" + v).orElseGet(this::withoutVersion);
    }
}
