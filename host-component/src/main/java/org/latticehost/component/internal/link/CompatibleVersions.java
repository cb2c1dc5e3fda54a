package org.latticehost.component.internal.link;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticehost.host.spi.HostInterface;

/**
 * Interfaces of the host by name. An import takes the one of its exact name, otherwise the highest version that is
 * compatible: the same major version, or for 0.x the same minor one. Versions 0.0.x and pre-releases match only exactly;
 * build metadata is ignored. Immutable.
 */
final class CompatibleVersions {
    private static final Pattern VERSIONED = Pattern.compile("(.+)@(\\d+)\\.(\\d+)\\.(\\d+)(\\+.*)?");

    private final Map<String, HostInterface> exact = new HashMap<>();
    private final Map<String, HostInterface> compatible = new HashMap<>();

    CompatibleVersions(Collection<HostInterface> interfaces) {
        for (HostInterface offered : interfaces) {
            String name = offered.name().toString();
            exact.put(name, offered);
            track(name).ifPresent(t -> compatible.merge(t, offered, CompatibleVersions::higher));
        }
    }

    Optional<HostInterface> find(String name) {
        HostInterface found = exact.get(name);
        return found != null ? Optional.of(found) : track(name).map(compatible::get);
    }

    Collection<HostInterface> all() {
        return exact.values();
    }

    /** What all compatible versions of an interface have in common; empty if a version is compatible only to itself. */
    static Optional<String> track(String name) {
        Matcher m = VERSIONED.matcher(name);
        if (!m.matches()) {
            return Optional.empty();
        }
        if (!m.group(2).equals("0")) {
            return Optional.of(m.group(1) + "@" + m.group(2));
        }
        return m.group(3).equals("0") ? Optional.empty() : Optional.of(m.group(1) + "@0." + m.group(3));
    }

    private static HostInterface higher(HostInterface a, HostInterface b) {
        return compare(a.name().toString(), b.name().toString()) >= 0 ? a : b;
    }

    private static int compare(String a, String b) {
        Matcher x = VERSIONED.matcher(a);
        Matcher y = VERSIONED.matcher(b);
        if (!x.matches() || !y.matches()) {
            throw new IllegalArgumentException("no versions in " + a + ", " + b);
        }
        for (int part = 2; part <= 4; part++) {
            int order = number(x.group(part), y.group(part));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Compares without a limit on the digits. */
    private static int number(String a, String b) {
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }
}
