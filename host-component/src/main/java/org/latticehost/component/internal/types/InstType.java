package org.latticehost.component.internal.types;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticehost.host.wit.ResourceType;

/**
 * A definition of an instance type, or the type of an instance.
 *
 * <p>{@code defined} are resource types that the type introduces: variables, replaced by fresh ones whenever an instance
 * of this type is imported. The type of an actual instance has none; its resources belong to the component around it.
 * {@code explicit} says by which names each resource type that is exported can be reached.
 */
public final class InstType implements DefType {
    private final Map<String, Entity> exports;
    private final Set<ResourceType> defined;
    private final Map<ResourceType, List<String>> explicit;
    private final long weight;
    private final int depth;
    private final boolean resources;
    private final Map<String, Integer> positions = new HashMap<>();

    public InstType(Map<String, Entity> exports, Set<ResourceType> defined, Map<ResourceType, List<String>> explicit) {
        this.exports = Collections.unmodifiableMap(exports);
        this.defined = Collections.unmodifiableSet(defined);
        this.explicit = Collections.unmodifiableMap(explicit);
        long w = 1;
        int d = 0;
        boolean r = !defined.isEmpty();
        for (Entity entity : exports.values()) {
            w += entity.weight();
            d = Math.max(d, entity.depth());
            r |= entity.mentionsResources();
        }
        this.weight = w;
        this.depth = DepthLimit.check(d + 1);
        this.resources = r;
    }

    /** In order of declaration. */
    public Map<String, Entity> exports() {
        return exports;
    }

    /** The position of an export, which must exist. */
    public int position(String name) {
        if (positions.isEmpty()) {
            for (String each : exports.keySet()) {
                positions.put(each, positions.size());
            }
        }
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("no export `" + name + "`");
        }
        return position;
    }

    public Set<ResourceType> defined() {
        return defined;
    }

    public Map<ResourceType, List<String>> explicit() {
        return explicit;
    }

    @Override
    public InstType copy() {
        return new InstType(new LinkedHashMap<>(exports), defined, explicit);
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public boolean mentionsResources() {
        return resources;
    }

    @Override
    public String describe() {
        return "instance type";
    }
}
