package org.latticehost.component.internal.validate;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a host offers for an import by name, version-compatible: the exact name first, otherwise the highest
 * offered version that is compatible. Compatible are versions with the same major number; if that is 0, with the same
 * minor number; if both are 0 or the version is a pre-release, only the exact one. Build metadata counts only for exact
 * matches. That the types fit is for the caller to check.
 *
 * <p>Immutable and thread-safe. Only for imports that the host satisfies: inside a component names match exactly.
 */
public final class ImportNames {
    private final Set<String> exact;
    private final Map<String, String> highest = new HashMap<>();

    /** @param offered the names the host offers, with versions */
    public ImportNames(Collection<String> offered) {
        this.exact = new LinkedHashSet<>(offered);
        Map<String, SemVer> versions = new HashMap<>();
        for (String name : offered) {
            key(name).ifPresent(key -> {
                SemVer version = SemVer.parse(versionOf(name)).orElseThrow();
                SemVer other = versions.get(key);
                if (other == null || version.compareTo(other) > 0) {
                    versions.put(key, version);
                    highest.put(key, name);
                }
            });
        }
    }

    /** The offered name to use for an import of that name, if there is one. */
    public Optional<String> find(String imported) {
        if (exact.contains(imported)) {
            return Optional.of(imported);
        }
        return key(imported).map(highest::get);
    }

    /**
     * What compatible names have in common: {@code a:b/c@1.2.3} gives {@code a:b/c@1}, {@code a:b/c@0.2.6} gives
     * {@code a:b/c@0.2}; empty for names without a version and for those that only match exactly.
     */
    public static Optional<String> key(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        return SemVer.parse(versionOf(name)).filter(v -> v.pre() == null).flatMap(version -> {
            String path = name.substring(0, at + 1);
            if (version.major() > 0) {
                return Optional.of(path + version.major());
            }
            return version.minor() > 0 ? Optional.of(path + "0." + version.minor()) : Optional.empty();
        });
    }

    private static String versionOf(String name) {
        return name.substring(name.indexOf('@') + 1);
    }
}
