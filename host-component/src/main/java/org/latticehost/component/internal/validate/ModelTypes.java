package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.latticehost.component.internal.model.ComponentType;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.component.internal.types.CompType;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.component.internal.types.ValType;

/** Turns types of the validator into those of the model; the same definition gives the same object. */
final class ModelTypes {
    private final TypeTable table;
    private final Map<InstType, InstanceType> instances = new IdentityHashMap<>();
    private final Map<CompType, ComponentType> components = new IdentityHashMap<>();

    ModelTypes(TypeTable table) {
        this.table = table;
    }

    ExternType of(Entity entity) {
        table.work(1);
        if (entity instanceof Entity.Module module) {
            return new ExternType.Module(module.type());
        }
        if (entity instanceof Entity.Func func) {
            return new ExternType.Func(func.type().wit());
        }
        if (entity instanceof Entity.Instance instance) {
            return new ExternType.Instance(of(instance.type()));
        }
        if (entity instanceof Entity.Component component) {
            return new ExternType.Component(of(component.type()));
        }
        return ofType(((Entity.Type) entity).created());
    }

    private ExternType ofType(DefType type) {
        if (type instanceof ResourceRef ref) {
            return new ExternType.Resource(ref.resource());
        }
        if (type instanceof ValType value) {
            return new ExternType.Value(value.wit());
        }
        if (type instanceof FuncType func) {
            return new ExternType.NamedType(new ExternType.Func(func.wit()));
        }
        if (type instanceof InstType inst) {
            return new ExternType.NamedType(new ExternType.Instance(of(inst)));
        }
        return new ExternType.NamedType(new ExternType.Component(of((CompType) type)));
    }

    InstanceType of(InstType type) {
        InstanceType known = instances.get(type);
        if (known == null) {
            known = new InstanceType(list(type.exports()));
            instances.put(type, known);
        }
        return known;
    }

    private ComponentType of(CompType type) {
        ComponentType known = components.get(type);
        if (known == null) {
            known = new ComponentType(list(type.imports()), list(type.exports()));
            components.put(type, known);
        }
        return known;
    }

    private List<InstanceType.Export> list(Map<String, Entity> entities) {
        List<InstanceType.Export> list = new ArrayList<>(entities.size());
        entities.forEach((name, entity) -> list.add(new InstanceType.Export(name, of(entity))));
        return list;
    }
}
