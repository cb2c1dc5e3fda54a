package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.RawExtern;
import org.latticehost.component.internal.binary.ReaderLimits;
import org.latticehost.component.internal.types.CompType;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.FreeResources;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.Substitution;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.host.wit.ResourceType;

/** Imports and exports of a scope: their types, the resource types they bring, the index spaces they extend. */
final class Externs {
    private final TypeTable table;

    Externs(TypeTable table) {
        this.table = table;
    }

    /** The type that a binary gives for an import or export. */
    Entity resolve(Scope scope, RawExtern type, String name) {
        if (type instanceof RawExtern.SubResource) {
            ResourceRef fresh = new ResourceRef(new ResourceType(name));
            return new Entity.Type(fresh, fresh);
        }
        if (type instanceof RawExtern.TypeEq eq) {
            DefType referenced = scope.type(eq.index());
            return new Entity.Type(referenced, referenced.copy());
        }
        RawExtern.OfType of = (RawExtern.OfType) type;
        int index = of.index();
        switch (of.sort()) {
            case CORE_MODULE -> {
                CoreTypes.Entry entry = Scope.at(scope.coreTypes, index, "type");
                if (entry.module() == null) {
                    throw new TypeException("core type index " + index + " is not a module type");
                }
                return new Entity.Module(entry.module());
            }
            case FUNC -> {
                return new Entity.Func(scope.funcType(index));
            }
            case INSTANCE -> {
                if (scope.type(index) instanceof InstType inst) {
                    return new Entity.Instance(inst);
                }
                throw new TypeException("type index " + index + " is not an instance type");
            }
            case COMPONENT -> {
                if (scope.type(index) instanceof CompType comp) {
                    return new Entity.Component(comp);
                }
                throw new TypeException("type index " + index + " is not a component type");
            }
            default -> throw new TypeException("invalid sort of an import or export");
        }
    }

    /** Adds an import. The answer is its type with fresh resource types. */
    Entity addImport(Scope scope, String name, Entity type) {
        scope.freshImports.clear();
        Entity entity = type;
        if (entity instanceof Entity.Instance instance) {
            entity = new Entity.Instance(freshImport(scope, name, instance.type()));
        } else if (introduced(entity) instanceof ResourceRef ref) {
            scope.freshImports.put(ref.resource(), List.of(name));
        }
        scope.imported.putAll(scope.freshImports);
        push(scope, entity);
        named(scope, name, entity, true);
        NameRules.check(scope, name, entity, true);
        return entity;
    }

    /** Adds an export. The answer is its type as it is in the scope from now on. */
    Entity addExport(Scope scope, String name, Entity type) {
        if (scope.exports.size() >= ReaderLimits.PER_SCOPE) {
            throw new TypeException("too many exports");
        }
        Entity entity = type;
        if (entity instanceof Entity.Instance instance) {
            InstType fresh = freshExport(scope, name, instance.type());
            fresh.explicit().forEach((resource, path) -> scope.explicit.put(resource, prepend(name, path)));
            entity = new Entity.Instance(fresh);
        } else if (entity instanceof Entity.Type of && of.created() instanceof ResourceRef ref) {
            if (introduced(entity) != null) {
                scope.defined.put(ref.resource(), false);
            }
            scope.explicit.put(ref.resource(), List.of(name));
        }
        push(scope, entity);
        named(scope, name, entity, false);
        NameRules.check(scope, name, entity, false);
        return entity;
    }

    /** The definition by which an import or export of a type introduces a resource type, or null. */
    private static @Nullable DefType introduced(Entity entity) {
        return entity instanceof Entity.Type type && type.created() == type.referenced() ? type.created() : null;
    }

    private void named(Scope scope, String name, Entity entity, boolean isImport) {
        if (entity instanceof Entity.Type type && type.created() instanceof ResourceRef ref) {
            (isImport ? scope.importedResourceNames : scope.exportedResourceNames).register(name, ref);
        }
        if (!Visibility.register(scope, entity, isImport, table)) {
            throw new TypeException(entity.describe() + " `" + name + "` not valid to be used as "
                    + (isImport ? "import" : "export") + ": it mentions a type that is not named");
        }
    }

    /** Appends to the index space of its sort. */
    void push(Scope scope, Entity entity) {
        if (entity instanceof Entity.Module module) {
            Scope.push(scope.modules, new ModuleEntry(module.type(), false, Cost.UNKNOWN_MODULE), "module");
        } else if (entity instanceof Entity.Func func) {
            Scope.push(scope.funcs, func.type(), "function");
        } else if (entity instanceof Entity.Instance instance) {
            Scope.push(scope.instances, instance.type(), "instance");
        } else if (entity instanceof Entity.Component component) {
            Scope.push(scope.components, new Scope.ComponentEntry(component.type(), Cost.NONE), "component");
        } else if (entity instanceof Entity.Type type) {
            Scope.push(scope.types, type.created(), "type");
        }
    }

    /** The type with fresh resource types for those it introduces; these come into the scope by the import. */
    private InstType freshImport(Scope scope, String name, InstType type) {
        if (type.defined().isEmpty()) {
            return type;
        }
        Substitution fresh = new Substitution(table);
        for (ResourceType old : type.defined()) {
            List<String> path = prepend(name, pathOf(type, old));
            ResourceType made = new ResourceType(String.join("/", path));
            fresh.put(old, made);
            scope.freshImports.put(made, path);
        }
        return rewritten(type, fresh);
    }

    /** The same for an export, which only type scopes have: the scope introduces these resource types. */
    private InstType freshExport(Scope scope, String name, InstType type) {
        if (type.defined().isEmpty()) {
            return type;
        }
        Substitution fresh = new Substitution(table);
        for (ResourceType old : type.defined()) {
            ResourceType made = new ResourceType(String.join("/", prepend(name, pathOf(type, old))));
            fresh.put(old, made);
            scope.defined.put(made, false);
        }
        return rewritten(type, fresh);
    }

    private static List<String> pathOf(InstType type, ResourceType resource) {
        List<String> path = type.explicit().get(resource);
        if (path == null) {
            throw new IllegalStateException("an instance type introduces a resource type it does not export");
        }
        return path;
    }

    private InstType rewritten(InstType type, Substitution fresh) {
        Map<String, Entity> exports = new LinkedHashMap<>();
        table.work(type.exports().size());
        type.exports().forEach((key, entity) -> exports.put(key, fresh.apply(entity)));
        Map<ResourceType, List<String>> explicit = new LinkedHashMap<>();
        type.explicit().forEach((resource, path) -> explicit.put(fresh.apply(resource), path));
        return new InstType(exports, new LinkedHashSet<>(), explicit);
    }

    static List<String> prepend(String name, List<String> path) {
        List<String> longer = new ArrayList<>(path.size() + 1);
        longer.add(name);
        longer.addAll(path);
        return longer;
    }

    /** The type of a component or component type whose scope ends. */
    CompType finish(Scope scope) {
        FreeResources inImports = new FreeResources(table);
        scope.imports.values().forEach(inImports::add);
        for (ResourceType resource : scope.defined.keySet()) {
            if (inImports.found().contains(resource)) {
                throw new TypeException("local resource type found in imports");
            }
        }
        FreeResources inExports = new FreeResources(table);
        scope.exports.values().forEach(inExports::add);
        Map<ResourceType, List<String>> defined = new LinkedHashMap<>();
        for (ResourceType resource : scope.defined.keySet()) {
            if (inExports.found().contains(resource)) {
                List<String> path = scope.explicit.get(resource);
                if (path == null) {
                    throw new TypeException("local resource type found in export but not exported itself");
                }
                defined.put(resource, path);
            }
        }
        return new CompType(
                new LinkedHashMap<>(scope.imports),
                new LinkedHashMap<>(scope.exports),
                new LinkedHashMap<>(scope.imported),
                defined,
                new LinkedHashMap<>(scope.explicit));
    }

    /** The type of an instance type whose scope ends. */
    static InstType finishInstance(Scope scope) {
        return new InstType(
                new LinkedHashMap<>(scope.exports),
                new LinkedHashSet<>(scope.defined.keySet()),
                new LinkedHashMap<>(scope.explicit));
    }
}
