package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.component.internal.binary.RawArg;
import org.latticehost.component.internal.binary.RawSort;
import org.latticehost.component.internal.model.CoreItem;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.types.CoreSubtyping;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreModuleType;

/** Core instances: made by instantiating a module, or from inline exports; and aliases of their exports. */
final class CoreInstantiation {
    private CoreInstantiation() {}

    static void instantiate(Scope scope, DefBuilder builder, int module, List<RawArg> args, TypeTable table) {
        ModuleEntry entry = Scope.at(scope.modules, module, "module");
        Map<String, Integer> instances = new HashMap<>();
        for (RawArg arg : args) {
            Scope.at(scope.coreInstances, arg.index(), "core instance");
            if (instances.put(arg.name(), arg.index()) != null) {
                throw new TypeException("duplicate module instantiation argument named `" + arg.name() + "`");
            }
        }
        List<CoreRef> imports = new ArrayList<>();
        table.work(entry.type().imports().size());
        for (CoreModuleType.Import wanted : entry.type().imports()) {
            imports.add(resolve(scope, instances, wanted));
        }
        builder.addCost(entry.cost());
        int index = Scope.push(scope.coreInstances, new CoreInstanceEntry.OfModule(entry), "core instance");
        builder.step(new Step.InstantiateModule(index, module, entry.type(), entry.exact(), imports));
    }

    private static CoreRef resolve(Scope scope, Map<String, Integer> instances, CoreModuleType.Import wanted) {
        Integer instance = instances.get(wanted.module());
        if (instance == null) {
            throw new TypeException("missing module instantiation argument named `" + wanted.module() + "`");
        }
        CoreInstanceEntry.Found found;
        try {
            found = scope.coreInstances.get(instance).find(wanted.name(), instance);
        } catch (TypeException e) {
            throw e.in("module instantiation argument `" + wanted.module() + "`");
        }
        CoreSubtyping.check(
                found.type(),
                wanted.type(),
                "export `" + wanted.name() + "` of module instantiation argument `" + wanted.module() + "`");
        return found.ref();
    }

    static void bundle(Scope scope, DefBuilder builder, List<RawArg> exports) {
        Map<String, CoreInstanceEntry.Member> members = new HashMap<>();
        List<CoreItem> items = new ArrayList<>(exports.size());
        for (RawArg export : exports) {
            CoreExternKind kind = kind(export.sort());
            CoreExternType type = kind == CoreExternKind.FUNC
                    ? new CoreExternType.Func(scope.coreFunc(export.index()))
                    : Scope.at(scope.coreSpace(kind), export.index(), "core " + kind);
            CoreItem item = new CoreItem(export.name(), kind, export.index());
            if (members.put(export.name(), new CoreInstanceEntry.Member(item, type)) != null) {
                throw new TypeException("duplicate instantiation export name `" + export.name() + "` already defined");
            }
            items.add(item);
        }
        int index = Scope.push(scope.coreInstances, new CoreInstanceEntry.Bundle(members), "core instance");
        builder.addCost(Cost.UNKNOWN_MODULE);
        builder.step(new Step.CoreBundle(index, items));
    }

    static void alias(Scope scope, DefBuilder builder, RawSort sort, int instance, String name) {
        CoreInstanceEntry entry = Scope.at(scope.coreInstances, instance, "core instance");
        CoreInstanceEntry.Found found = entry.find(name, instance);
        CoreExternKind kind = kind(sort);
        if (found.type().kind() != kind) {
            throw new TypeException("export `" + name + "` for core instance " + instance + " is not a " + kind);
        }
        int index = found.type() instanceof CoreExternType.Func func
                ? Scope.push(scope.coreFuncs, func.type(), "core function")
                : Scope.push(scope.coreSpace(kind), found.type(), "core " + kind);
        builder.step(new Step.AliasCoreExport(index, found.ref()));
    }

    private static CoreExternKind kind(RawSort sort) {
        CoreExternKind kind = sort.core();
        if (kind == null) {
            throw new TypeException("core instances export nothing of sort " + sort);
        }
        return kind;
    }
}
