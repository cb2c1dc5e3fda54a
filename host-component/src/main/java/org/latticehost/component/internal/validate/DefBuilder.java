package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.latticehost.component.internal.binary.RawImport;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.IndexSpaces;
import org.latticehost.component.internal.model.ResourceSlot;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.host.wit.ResourceType;

/** Collects the steps and resource slots of one component. */
final class DefBuilder {
    private final List<Step> steps = new ArrayList<>();
    private final List<ImportDef> imports = new ArrayList<>();
    private final List<ExportDef> exports = new ArrayList<>();
    private final List<ResourceSlot> resources = new ArrayList<>();
    private final Map<ResourceType, Integer> slots = new IdentityHashMap<>();
    /** What instantiating it makes so far. */
    private Cost cost = Cost.NONE.instance();

    void step(Step step) {
        steps.add(step);
    }

    void addCost(Cost more) {
        cost = cost.plus(more);
    }

    Cost cost() {
        return cost;
    }

    /** The index of the last step. */
    private int lastStep() {
        return steps.size() - 1;
    }

    /**
     * @param index in the space of the import's sort
     * @param fresh the resource types it brings, with the names that lead to them
     */
    void addImport(RawImport item, Entity entity, int index, ExternType type, Map<ResourceType, List<String>> fresh) {
        int position = imports.size();
        step(new Step.Import(position));
        fresh.forEach((resource, path) -> addSlot(
                resource, new ResourceSlot.Imported(resource, lastStep(), position, path.subList(1, path.size()))));
        imports.add(new ImportDef(item.name(), type, ref(entity, index), item.offset()));
    }

    void addExport(ExportDef item) {
        step(new Step.Export(exports.size()));
        exports.add(item);
    }

    void defineResource(ResourceType resource, int destructor) {
        step(new Step.Resource(resources.size()));
        addSlot(
                resource,
                new ResourceSlot.Defined(
                        resource, lastStep(), destructor < 0 ? OptionalInt.empty() : OptionalInt.of(destructor)));
    }

    /** Resource types that came into being with an instance, after its step. */
    void addInstanceSlot(ResourceType resource, int instance, List<String> path) {
        addSlot(resource, new ResourceSlot.OfInstance(resource, lastStep(), instance, path));
    }

    /** Another abstract type for a resource that has a slot. */
    void addAlias(ResourceType resource, ResourceType same) {
        addSlot(resource, new ResourceSlot.SameAs(resource, lastStep(), slot(same)));
    }

    private void addSlot(ResourceType resource, ResourceSlot slot) {
        if (resources.size() >= ReaderLimits.PER_SCOPE) {
            throw new TypeException("too many resource types: the limit is " + ReaderLimits.PER_SCOPE);
        }
        slots.put(resource, resources.size());
        resources.add(slot);
    }

    int slot(ResourceType resource) {
        Integer slot = slots.get(resource);
        if (slot == null) {
            throw new IllegalStateException("no slot for " + resource);
        }
        return slot;
    }

    /** For types: the slot of a resource type, or -1. */
    int slotOf(DefType type) {
        return type instanceof ResourceRef ref ? slot(ref.resource()) : -1;
    }

    /** A reference to the item of that type at an index of its space. */
    DefRef ref(Entity entity, int index) {
        if (entity instanceof Entity.Type type) {
            return new DefRef(Sort.TYPE, slotOf(type.created()));
        }
        return new DefRef(sort(entity), index);
    }

    static Sort sort(Entity entity) {
        if (entity instanceof Entity.Module) {
            return Sort.MODULE;
        }
        if (entity instanceof Entity.Func) {
            return Sort.FUNC;
        }
        if (entity instanceof Entity.Instance) {
            return Sort.INSTANCE;
        }
        return entity instanceof Entity.Component ? Sort.COMPONENT : Sort.TYPE;
    }

    ComponentDef build(Scope scope) {
        IndexSpaces spaces = new IndexSpaces(
                scope.coreFuncs.size(),
                scope.coreTables.size(),
                scope.coreMemories.size(),
                scope.coreGlobals.size(),
                scope.coreTags.size(),
                scope.modules.size(),
                scope.coreInstances.size(),
                scope.funcs.size(),
                scope.components.size(),
                scope.instances.size());
        return new ComponentDef(steps, imports, exports, resources, spaces);
    }
}
