package org.latticehost.component.internal.adapt;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.IndexSpaces;
import org.latticehost.component.internal.model.ResourceSlot;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.host.wit.ResourceType;

/** Collects the steps of a component that is made of a module. Confined to one thread. */
final class Steps {
    private final List<Step> steps = new ArrayList<>();
    private final List<ImportDef> imports = new ArrayList<>();
    private final List<ExportDef> exports = new ArrayList<>();
    private final List<ResourceSlot> resources = new ArrayList<>();
    private final Map<ResourceType, Integer> slots = new IdentityHashMap<>();
    private int coreFuncs;
    private int coreMemories;
    private int modules;
    private int coreInstances;
    private int funcs;
    private int instances;

    int nextCoreFunc() {
        return coreFuncs;
    }

    int nextFunc() {
        return funcs;
    }

    int nextInstance() {
        return instances;
    }

    /** Adds a step that fills {@link #nextCoreFunc}; its index. */
    int coreFunc(Step step) {
        steps.add(step);
        return coreFuncs++;
    }

    /** Adds a step that fills {@link #nextFunc}; its index. */
    int func(Step step) {
        steps.add(step);
        return funcs++;
    }

    /** Adds a step that fills {@link #nextInstance}; its index. */
    int instance(Step step) {
        steps.add(step);
        return instances++;
    }

    void fill(int late, int coreFunc) {
        steps.add(new Step.Fill(late, coreFunc));
    }

    /** An import whose ref is the next index of its sort. */
    int addImport(ImportDef item) {
        imports.add(item);
        Step step = new Step.Import(imports.size() - 1);
        return switch (item.ref().sort()) {
            case FUNC -> func(step);
            case INSTANCE -> instance(step);
            default -> {
                steps.add(step);
                yield -1;
            }
        };
    }

    /** An export whose ref is the next index of its sort. */
    void addExport(ExportDef item) {
        exports.add(item);
        Step step = new Step.Export(exports.size() - 1);
        switch (item.ref().sort()) {
            case FUNC -> func(step);
            case INSTANCE -> instance(step);
            default -> steps.add(step);
        }
    }

    /** Instantiates a module; the index of the instance. */
    int instantiate(ModuleExports module, List<CoreRef> given) {
        CoreModuleSource source = module.source();
        steps.add(new Step.Module(modules, source));
        steps.add(new Step.InstantiateModule(coreInstances, modules, source.type(), true, given));
        modules++;
        return coreInstances++;
    }

    /** A function that a core instance exports, or -1. */
    int exportedFunc(int coreInstance, ModuleExports module, String name) {
        int position = module.position(name, CoreExternKind.FUNC);
        return position < 0
                ? -1
                : coreFunc(new Step.AliasCoreExport(
                        coreFuncs, new CoreRef.OfInstance(CoreExternKind.FUNC, coreInstance, position, name)));
    }

    /** The memory that a core instance exports, or -1. */
    int exportedMemory(int coreInstance, ModuleExports module, String name) {
        int position = module.position(name, CoreExternKind.MEMORY);
        if (position < 0) {
            return -1;
        }
        steps.add(new Step.AliasCoreExport(
                coreMemories, new CoreRef.OfInstance(CoreExternKind.MEMORY, coreInstance, position, name)));
        return coreMemories++;
    }

    /** The slot of a resource type, or -1. */
    int slot(ResourceType type) {
        return slots.getOrDefault(type, -1);
    }

    /** The resource type came with the import that was added last. */
    void importedResource(ResourceType type, List<String> path) {
        add(type, new ResourceSlot.Imported(type, steps.size() - 1, imports.size() - 1, path));
    }

    /** The resource type is one that has a slot: another world calls it so. */
    void sameResource(ResourceType type, int slot) {
        add(type, new ResourceSlot.SameAs(type, steps.size() - 1, slot));
    }

    /** The module defines the resource type. */
    void definedResource(ResourceType type, int destructor) {
        steps.add(new Step.Resource(resources.size()));
        add(
                type,
                new ResourceSlot.Defined(
                        type, steps.size() - 1, destructor < 0 ? OptionalInt.empty() : OptionalInt.of(destructor)));
    }

    private void add(ResourceType type, ResourceSlot slot) {
        slots.put(type, resources.size());
        resources.add(slot);
    }

    ComponentDef build() {
        return new ComponentDef(
                steps,
                imports,
                exports,
                resources,
                new IndexSpaces(coreFuncs, 0, coreMemories, 0, 0, modules, coreInstances, funcs, 0, instances));
    }
}
