package org.latticehost.component.internal.types;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.latticehost.host.wit.ResourceType;

/** Collects the resource types that types mention without introducing them. */
public final class FreeResources {
    private final TypeTable table;
    private final Set<ResourceType> free = new LinkedHashSet<>();
    private final Set<DefType> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    public FreeResources(TypeTable table) {
        this.table = table;
    }

    /** What was found so far. */
    public Set<ResourceType> found() {
        return free;
    }

    public void add(Entity entity) {
        if (!entity.mentionsResources()) {
            return;
        }
        if (entity instanceof Entity.Func func) {
            add(func.type());
        } else if (entity instanceof Entity.Instance instance) {
            add(instance.type());
        } else if (entity instanceof Entity.Component component) {
            add(component.type());
        } else if (entity instanceof Entity.Type type) {
            add(type.created());
        }
    }

    public void add(DefType type) {
        if (!type.mentionsResources() || !seen.add(type)) {
            return;
        }
        table.work(1);
        if (type instanceof ResourceRef ref) {
            free.add(ref.resource());
        } else if (type instanceof ValType val) {
            ResourceRef resource = val.resource();
            if (resource != null) {
                free.add(resource.resource());
            }
            for (ValType part : val.parts()) {
                if (part != null) {
                    add(part);
                }
            }
        } else if (type instanceof FuncType func) {
            func.params().forEach(this::add);
            ValType result = func.result();
            if (result != null) {
                add(result);
            }
        } else if (type instanceof InstType inst) {
            inst.exports().values().forEach(this::add);
            free.removeAll(inst.defined());
        } else if (type instanceof CompType comp) {
            comp.imports().values().forEach(this::add);
            comp.exports().values().forEach(this::add);
            free.removeAll(comp.imported().keySet());
            free.removeAll(comp.defined().keySet());
        }
    }
}
