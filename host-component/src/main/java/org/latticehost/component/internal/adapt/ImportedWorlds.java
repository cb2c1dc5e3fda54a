package org.latticehost.component.internal.adapt;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.model.ComponentType;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.host.wit.FunctionType;

/** The imports of all worlds of a module: what several of them name is imported once. */
final class ImportedWorlds {
    /** The module name of what a world imports outside interfaces. */
    private static final String ROOT = "$root";

    private final Steps steps;
    private final Map<String, Imported> byName = new LinkedHashMap<>();

    ImportedWorlds(Steps steps) {
        this.steps = steps;
    }

    /** An import of the component: its index, and its members or itself. */
    private record Imported(
            int index, Map<String, ExternType> members, Map<String, Integer> positions, Map<String, Integer> aliases) {}

    /** A function that is imported, as a member of an interface or ({@link #ROOT}) by itself. */
    record Function(String module, String name, FunctionType type) {}

    /** Whether it is one of the functions on handles, which no type lists. */
    static boolean isOnHandles(CoreModuleType.Import item) {
        return item.name().startsWith("[resource-");
    }

    void add(ComponentType world) {
        for (InstanceType.Export wanted : world.imports()) {
            Imported known = byName.get(wanted.name());
            if (known == null) {
                addNew(wanted);
            } else {
                identify(known, wanted);
            }
        }
    }

    private void addNew(InstanceType.Export wanted) {
        Map<String, ExternType> members = new LinkedHashMap<>();
        Map<String, Integer> positions = new HashMap<>();
        DefRef ref;
        if (wanted.type() instanceof ExternType.Instance instance) {
            for (InstanceType.Export member : instance.type().exports()) {
                positions.put(member.name(), members.size());
                members.put(member.name(), member.type());
            }
            ref = new DefRef(Sort.INSTANCE, steps.nextInstance());
        } else if (wanted.type() instanceof ExternType.Func) {
            members.put(wanted.name(), wanted.type());
            ref = new DefRef(Sort.FUNC, steps.nextFunc());
        } else {
            // A name for a type of an interface, which is imported before it.
            return;
        }
        int index = steps.addImport(new ImportDef(wanted.name(), wanted.type(), ref, 0));
        byName.put(wanted.name(), new Imported(index, members, positions, new HashMap<>()));
        members.forEach((name, type) -> {
            if (type instanceof ExternType.Resource resource && steps.slot(resource.type()) < 0) {
                steps.importedResource(resource.type(), List.of(name));
            }
        });
    }

    /** The same interface in another world: its resource types are those that the first one brought. */
    private void identify(Imported known, InstanceType.Export again) {
        if (again.type() instanceof ExternType.Instance instance) {
            for (InstanceType.Export member : instance.type().exports()) {
                if (member.type() instanceof ExternType.Resource resource
                        && steps.slot(resource.type()) < 0
                        && known.members().get(member.name()) instanceof ExternType.Resource first) {
                    steps.sameResource(resource.type(), steps.slot(first.type()));
                }
            }
        }
    }

    /** The imported function behind a core import, or null. */
    @Nullable Function find(String module, String name) {
        Imported from = byName.get(module.equals(ROOT) ? name : module);
        return from != null && from.members().get(name) instanceof ExternType.Func func
                ? new Function(module, name, func.type())
                : null;
    }

    /** The slot of an imported resource type, or -1. */
    int resource(String module, String name) {
        Imported from = byName.get(module);
        return from != null && from.members().get(name) instanceof ExternType.Resource resource
                ? steps.slot(resource.type())
                : -1;
    }

    /** Its index in the function space. */
    int function(Function function) {
        Imported from = byName.get(function.module().equals(ROOT) ? function.name() : function.module());
        if (from == null) {
            throw new IllegalStateException("not imported: " + function);
        }
        if (function.module().equals(ROOT)) {
            return from.index();
        }
        return from.aliases().computeIfAbsent(function.name(), name -> {
            return steps.func(new Step.AliasExport(
                    new DefRef(Sort.FUNC, steps.nextFunc()),
                    from.index(),
                    name,
                    from.positions().getOrDefault(name, -1),
                    new ExternType.Func(function.type())));
        });
    }
}
