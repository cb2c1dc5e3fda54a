package org.latticehost.component.internal.adapt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticehost.component.internal.model.CanonOptions;
import org.latticehost.component.internal.model.ComponentType;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.component.internal.model.Item;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.ResourceType;

/** The exports of all worlds of a module, made of its core exports by the names that bindings generators give them. */
final class ExportedWorlds {
    private static final String EXPORT = "[export]";
    private static final String NEW = "[resource-new]";
    private static final String DROP = "[resource-drop]";
    private static final String REP = "[resource-rep]";
    private static final CoreFuncType DESTRUCTOR = new CoreFuncType(List.of(CoreValueType.I32), List.of());

    private final Steps steps;
    private final ModuleExports module;
    private final int main;
    private final Map<ResourceName, ResourceType> own = new HashMap<>();
    private final Set<String> exported = new HashSet<>();

    ExportedWorlds(Steps steps, ModuleExports module, int main) {
        this.steps = steps;
        this.module = module;
        this.main = main;
    }

    private record ResourceName(String module, String name) {}

    /** Defines the resource types that a world exports: imports of the module make and drop their handles. */
    void define(ComponentType world) {
        for (InstanceType.Export export : world.exports()) {
            if (export.type() instanceof ExternType.Instance instance) {
                for (InstanceType.Export member : instance.type().exports()) {
                    if (member.type() instanceof ExternType.Resource resource && steps.slot(resource.type()) < 0) {
                        own.putIfAbsent(new ResourceName(export.name(), member.name()), resource.type());
                        String destructor = export.name() + "#[dtor]" + member.name();
                        checkType(destructor, DESTRUCTOR);
                        steps.definedResource(resource.type(), steps.exportedFunc(main, module, destructor));
                    }
                }
            }
        }
    }

    /** That a function, if it is exported, is of that type. */
    private void checkType(String name, CoreFuncType wanted) {
        CoreFuncType type = module.function(name);
        if (type != null && !type.equals(wanted)) {
            throw invalid("exports a function '" + name + "' of type " + type + " instead of " + wanted);
        }
    }

    /** Whether an interface is exported, whatever its version. */
    boolean has(String name) {
        return exported.stream().anyMatch(e -> e.equals(name) || e.startsWith(name + "@"));
    }

    /** The core function for an import that works on handles. */
    int handleFunction(ImportedWorlds imported, CoreModuleType.Import item) {
        Step.ResourceFunc.Op op = item.name().startsWith(DROP)
                ? Step.ResourceFunc.Op.DROP
                : item.name().startsWith(NEW) ? Step.ResourceFunc.Op.NEW : Step.ResourceFunc.Op.REP;
        String resource = item.name().substring(item.name().indexOf(']') + 1);
        int slot = item.module().startsWith(EXPORT)
                ? ownSlot(item.module().substring(EXPORT.length()), resource)
                : imported.resource(item.module(), resource);
        Step.ResourceFunc step = new Step.ResourceFunc(op, steps.nextCoreFunc(), slot);
        boolean foreign = op != Step.ResourceFunc.Op.DROP && !item.module().startsWith(EXPORT);
        boolean unknown = op == Step.ResourceFunc.Op.REP && !item.name().startsWith(REP);
        if (slot < 0 || foreign || unknown || !new CoreExternType.Func(step.coreType()).equals(item.type())) {
            throw invalid("imports '" + item.module() + "' '" + item.name() + "', which is nothing in its world");
        }
        return steps.coreFunc(step);
    }

    private int ownSlot(String module, String name) {
        ResourceType type = own.get(new ResourceName(module, name));
        return type == null ? -1 : steps.slot(type);
    }

    /** Exports what a world exports. */
    void lift(ComponentType world, CanonOptions options) {
        for (InstanceType.Export export : world.exports()) {
            if (!exported.add(export.name())) {
                continue;
            }
            if (export.type() instanceof ExternType.Func func) {
                int lifted = lift(export.name(), func.type(), options);
                steps.addExport(new ExportDef(
                        export.name(),
                        export.type(),
                        new DefRef(Sort.FUNC, lifted),
                        new DefRef(Sort.FUNC, steps.nextFunc()),
                        0));
            } else if (export.type() instanceof ExternType.Instance instance) {
                int bundle = bundle(export.name(), instance.type(), options);
                steps.addExport(new ExportDef(
                        export.name(),
                        export.type(),
                        new DefRef(Sort.INSTANCE, bundle),
                        new DefRef(Sort.INSTANCE, steps.nextInstance()),
                        0));
            }
        }
    }

    private int bundle(String name, InstanceType type, CanonOptions options) {
        List<Item> items = new ArrayList<>();
        for (InstanceType.Export member : type.exports()) {
            DefRef ref = member.type() instanceof ExternType.Func func
                    ? new DefRef(Sort.FUNC, lift(name + "#" + member.name(), func.type(), options))
                    : new DefRef(
                            Sort.TYPE,
                            member.type() instanceof ExternType.Resource resource ? steps.slot(resource.type()) : -1);
            items.add(new Item(member.name(), ref));
        }
        return steps.instance(new Step.Bundle(steps.nextInstance(), items, type));
    }

    private int lift(String coreName, FunctionType type, CanonOptions options) {
        CoreFuncType coreType = module.function(coreName);
        if (coreType == null) {
            throw invalid("exports no function '" + coreName + "', which its world promises");
        }
        int core = steps.exportedFunc(main, module, coreName);
        checkType("cabi_post_" + coreName, new CoreFuncType(coreType.results(), List.of()));
        int postReturn = steps.exportedFunc(main, module, "cabi_post_" + coreName);
        return steps.func(new Step.Lift(
                steps.nextFunc(),
                core,
                coreType,
                type,
                new CanonOptions(options.encoding(), options.memory(), options.realloc(), postReturn)));
    }

    static ComponentLoadException invalid(String what) {
        return new ComponentLoadException(ErrorCode.INVALID_COMPONENT, "the core module " + what, 0, null);
    }
}
