package org.latticehost.redisproviders;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.latticehost.host.error.ConfigurationException;

/** The keys of a link's {@code watch}, {@code SET@key,DEL@key}, as Redis keeps them. Immutable. */
final class WatchedKeys {
    private final Map<String, Set<Change>> changes;

    /** What Redis calls a change. */
    enum Change {
        SET,
        DEL
    }

    private WatchedKeys(Map<String, Set<Change>> changes) {
        this.changes = changes;
    }

    static WatchedKeys parse(String text) {
        Map<String, Set<Change>> changes = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            String entry = item.strip();
            if (!entry.isEmpty()) {
                int at = entry.indexOf('@');
                String key = entry.substring(at + 1).strip();
                changes.computeIfAbsent(key, k -> EnumSet.noneOf(Change.class)).add(change(entry, at, key));
            }
        }
        if (changes.isEmpty()) {
            throw new ConfigurationException(
                    "watch must name the keys whose changes a component is told of, as in SET@key,DEL@key");
        }
        return new WatchedKeys(changes);
    }

    private static Change change(String entry, int at, String key) {
        String name = at < 0 ? "" : entry.substring(0, at).strip().toUpperCase(Locale.ROOT);
        if (key.isEmpty() || !(name.equals("SET") || name.equals("DEL"))) {
            throw new ConfigurationException("watch must be SET@key or DEL@key, joined by commas; got '" + entry + "'");
        }
        return Change.valueOf(name);
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(changes.keySet());
    }

    boolean contains(String key, Change change) {
        return changes.getOrDefault(key, Set.of()).contains(change);
    }
}
