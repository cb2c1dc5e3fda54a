package org.latticehost.component.internal.model;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.host.wit.ResourceType;

/**
 * A validated component. Immutable and thread-safe, shared by everything that is made from it; compared by identity.
 *
 * <p>To instantiate: allocate arrays as long as {@link #spaces} says and one of {@code resources().size()}, then run the
 * {@link #steps} in order, filling resource slots after each step as {@link ResourceSlot} says.
 */
public final class ComponentDef {
    private final List<Step> steps;
    private final List<ImportDef> imports;
    private final List<ExportDef> exports;
    private final List<ResourceSlot> resources;
    private final IndexSpaces spaces;
    private final Map<ResourceType, Integer> slots = new IdentityHashMap<>();

    /**
     * @param resources sorted by step; a resource type stands in one slot only
     */
    public ComponentDef(
            List<Step> steps,
            List<ImportDef> imports,
            List<ExportDef> exports,
            List<ResourceSlot> resources,
            IndexSpaces spaces) {
        this.steps = List.copyOf(steps);
        this.imports = List.copyOf(imports);
        this.exports = List.copyOf(exports);
        this.resources = List.copyOf(resources);
        this.spaces = spaces;
        for (int i = 0; i < resources.size(); i++) {
            slots.put(resources.get(i).type(), i);
        }
    }

    /** What to do, in order. */
    public List<Step> steps() {
        return steps;
    }

    /** Imports in binary order; names are unique. */
    public List<ImportDef> imports() {
        return imports;
    }

    /** Exports in binary order; names are unique. */
    public List<ExportDef> exports() {
        return exports;
    }

    /** The resource types of this component by slot. */
    public List<ResourceSlot> resources() {
        return resources;
    }

    /** The sizes of the index spaces. */
    public IndexSpaces spaces() {
        return spaces;
    }

    /**
     * The slot of an abstract resource type that occurs in a type of this component's imports, exports or steps.
     *
     * @throws IllegalArgumentException if it belongs to no slot: it is bound inside a component or instance type, or
     *     belongs to another component
     */
    public int slotOf(ResourceType type) {
        Integer slot = slots.get(type);
        if (slot == null) {
            throw new IllegalArgumentException(type + " is no resource type of this component");
        }
        return slot;
    }
}
