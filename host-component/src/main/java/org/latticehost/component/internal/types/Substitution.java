package org.latticehost.component.internal.types;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.ResourceType;

/**
 * Replaces resource types, and with them every definition that mentions one. What mentions none stays the same object.
 */
public final class Substitution {
    private final TypeTable table;
    private final Map<ResourceType, ResourceType> resources = new IdentityHashMap<>();
    private final Map<DefType, DefType> done = new IdentityHashMap<>();
    private boolean renames;

    public Substitution(TypeTable table) {
        this.table = table;
    }

    /** Replaces one resource type by another. To be called before the first {@link #apply}. */
    public void put(ResourceType from, ResourceType to) {
        resources.put(from, to);
    }

    /** Replaces one definition by another of the same type: an imported type by what was supplied for it. */
    public void rename(DefType from, DefType to) {
        renames = true;
        done.put(from, to);
    }

    /** What a resource type becomes. */
    public ResourceType apply(ResourceType resource) {
        return resources.getOrDefault(resource, resource);
    }

    public Entity apply(Entity entity) {
        if (!renames && !entity.mentionsResources()) {
            return entity;
        }
        if (entity instanceof Entity.Func func) {
            return new Entity.Func((FuncType) apply(func.type()));
        }
        if (entity instanceof Entity.Instance instance) {
            return new Entity.Instance((InstType) apply(instance.type()));
        }
        if (entity instanceof Entity.Component component) {
            return new Entity.Component((CompType) apply(component.type()));
        }
        if (entity instanceof Entity.Type type) {
            DefType referenced = apply(type.referenced());
            return new Entity.Type(
                    referenced, type.referenced() == type.created() ? referenced : apply(type.created()));
        }
        return entity;
    }

    public DefType apply(DefType type) {
        if (!renames && !type.mentionsResources()) {
            return type;
        }
        DefType known = done.get(type);
        if (known == null) {
            table.work(1);
            known = rewrite(type);
            done.put(type, known);
        }
        return known;
    }

    private DefType rewrite(DefType type) {
        if (type instanceof ValType val) {
            return rewriteVal(val);
        }
        if (type instanceof ResourceRef ref) {
            ResourceType to = apply(ref.resource());
            return to == ref.resource() ? ref : new ResourceRef(to);
        }
        if (type instanceof FuncType func) {
            return rewriteFunc(func);
        }
        if (type instanceof InstType inst) {
            return rewriteInst(inst);
        }
        return rewriteComp((CompType) type);
    }

    private ValType rewriteVal(ValType type) {
        ResourceRef resource = type.resource();
        if (resource != null) {
            ResourceRef to = (ResourceRef) apply(resource);
            return to == resource ? type : table.handle(!type.shape().borrows(), to);
        }
        boolean changed = false;
        List<@Nullable ValType> parts = new ArrayList<>(type.parts().size());
        for (ValType part : type.parts()) {
            ValType to = part == null ? null : (ValType) apply(part);
            changed |= to != part;
            parts.add(to);
        }
        return changed ? table.rebuild(type, parts) : type;
    }

    private FuncType rewriteFunc(FuncType type) {
        boolean changed = false;
        List<ValType> params = new ArrayList<>(type.params().size());
        for (ValType param : type.params()) {
            ValType to = (ValType) apply(param);
            changed |= to != param;
            params.add(to);
        }
        ValType result = type.result();
        ValType to = result == null ? null : (ValType) apply(result);
        return changed || to != result ? new FuncType(type.names(), params, to) : type;
    }

    private InstType rewriteInst(InstType type) {
        Map<String, Entity> exports = new LinkedHashMap<>();
        boolean changed = applyAll(type.exports(), exports);
        Set<ResourceType> defined = new LinkedHashSet<>();
        for (ResourceType resource : type.defined()) {
            defined.add(apply(resource));
        }
        changed |= !defined.equals(type.defined());
        Map<ResourceType, List<String>> explicit = applyKeys(type.explicit());
        changed |= !explicit.keySet().equals(type.explicit().keySet());
        return changed ? new InstType(exports, defined, explicit) : type;
    }

    private CompType rewriteComp(CompType type) {
        Map<String, Entity> imports = new LinkedHashMap<>();
        Map<String, Entity> exports = new LinkedHashMap<>();
        boolean changed = applyAll(type.imports(), imports);
        changed |= applyAll(type.exports(), exports);
        Map<ResourceType, List<String>> explicit = applyKeys(type.explicit());
        changed |= !explicit.keySet().equals(type.explicit().keySet());
        return changed
                ? new CompType(imports, exports, applyKeys(type.imported()), applyKeys(type.defined()), explicit)
                : type;
    }

    /** Applies this to all values; whether one changed. */
    public boolean applyAll(Map<String, Entity> from, Map<String, Entity> to) {
        boolean changed = false;
        table.work(from.size());
        for (Map.Entry<String, Entity> entry : from.entrySet()) {
            Entity entity = apply(entry.getValue());
            changed |= !same(entity, entry.getValue());
            to.put(entry.getKey(), entity);
        }
        return changed;
    }

    /** Compares by the identity of definitions, without walking into them. */
    private static boolean same(Entity a, Entity b) {
        return a == b || a.equals(b);
    }

    /** The same paths for what the resource types become. */
    public Map<ResourceType, List<String>> applyKeys(Map<ResourceType, List<String>> from) {
        Map<ResourceType, List<String>> to = new LinkedHashMap<>();
        from.forEach((resource, path) -> to.put(apply(resource), path));
        return to;
    }
}
