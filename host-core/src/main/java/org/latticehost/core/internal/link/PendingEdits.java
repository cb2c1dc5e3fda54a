package org.latticehost.core.internal.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.error.LinkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of specifications that were given while the lattice was away, in their order. What this host shows is the last
 * it saw of the lattice with these on top. Confined to the lock of its store.
 */
final class PendingEdits {
    private static final Logger LOG = LoggerFactory.getLogger(PendingEdits.class);

    record Pending(String urlIfNew, SpecEdit edit) {}

    private final Map<String, List<Pending>> byId = new LinkedHashMap<>();

    void add(String id, Pending change) {
        byId.computeIfAbsent(id, key -> new ArrayList<>()).add(change);
    }

    List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    List<Pending> of(String id) {
        return List.copyOf(byId.getOrDefault(id, List.of()));
    }

    /** The first changes of an id were written. */
    void written(String id, int count) {
        List<Pending> rest = byId.getOrDefault(id, List.of());
        if (rest.size() <= count) {
            byId.remove(id);
        } else {
            byId.put(id, new ArrayList<>(rest.subList(count, rest.size())));
        }
    }

    /** A specification with the changes of its id; null if there is neither. */
    @Nullable ComponentSpec over(String id, @Nullable ComponentSpec stored) {
        List<Pending> changes = byId.getOrDefault(id, List.of());
        if (changes.isEmpty()) {
            return stored;
        }
        ComponentSpec base = stored == null ? new ComponentSpec(changes.get(0).urlIfNew(), List.of()) : stored;
        return apply(id, changes, base, false);
    }

    /** Applies changes in order; one that other hosts have made impossible meanwhile is left out. */
    static ComponentSpec apply(String id, List<Pending> changes, ComponentSpec base, boolean report) {
        ComponentSpec spec = base;
        for (Pending change : changes) {
            try {
                ComponentSpec next = change.edit().apply(spec);
                spec = next == null ? spec : next;
            } catch (LinkException e) {
                if (report) {
                    LOG.atWarn()
                            .addKeyValue("source_id", id)
                            .log("a link put while the lattice was away is dropped: {}", e.getMessage());
                }
            }
        }
        return spec;
    }
}
