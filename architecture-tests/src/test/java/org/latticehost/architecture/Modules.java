package org.latticehost.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The modules, and what each may import of the others. A new module starts with an entry here. */
final class Modules {
    static final String ROOT = "org.latticehost";

    /** From a package segment below the root to the segments it may use. */
    static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("host", Set.of()),
            Map.entry("wrpc", Set.of("host")),
            Map.entry("component", Set.of("host")),
            Map.entry("endive", Set.of("component", "host")),
            Map.entry("wasmtime", Set.of("component", "host")),
            Map.entry("wasi", Set.of("component", "host")),
            Map.entry("core", Set.of("wrpc", "host")),
            Map.entry("nats", Set.of("host")),
            Map.entry("oci", Set.of("host")),
            Map.entry("providers", Set.of("host")),
            Map.entry("natsproviders", Set.of("providers", "nats", "host")),
            Map.entry("redisproviders", Set.of("providers", "host")),
            Map.entry("testkit", Set.of("host")),
            Map.entry(
                    "starter",
                    Set.of("core", "component", "endive", "wasi", "providers", "natsproviders", "nats", "host")));

    /** The packages of the API, each free to use those after it; the empty name is the root package. */
    static final List<String> API_ORDER =
            List.of("", "bind", "client", "spi", "http", "event", "model", "wit", "error");

    private Modules() {}

    /** The segment below the root: {@code core} for {@code org.latticehost.core.internal.link}. */
    static String segment(String packageName) {
        String below = packageName.substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    /** A package and everything below it, as ArchUnit writes it. */
    static String tree(String segment) {
        return ROOT + "." + segment + "..";
    }
}
