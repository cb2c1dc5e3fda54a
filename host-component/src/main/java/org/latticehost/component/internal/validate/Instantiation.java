package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticehost.component.internal.binary.RawArg;
import org.latticehost.component.internal.binary.RawExport;
import org.latticehost.component.internal.binary.RawSort;
import org.latticehost.component.internal.model.Item;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.types.CompType;
import org.latticehost.component.internal.types.DefType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.Substitution;
import org.latticehost.component.internal.types.Subtyping;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.host.wit.ResourceType;

/** Component instances: made by instantiating a component, or from inline exports. */
final class Instantiation {
    private final TypeTable table;
    private final ModelTypes model;
    private final Subtyping subtyping;

    Instantiation(TypeTable table, ModelTypes model) {
        this.table = table;
        this.model = model;
        this.subtyping = new Subtyping(table);
    }

    /** The type of an item in an index space; for a type the definition stands for itself. */
    static Entity entityAt(Scope scope, RawSort sort, int index) {
        return switch (sort) {
            case CORE_MODULE ->
                new Entity.Module(Scope.at(scope.modules, index, "module").type());
            case FUNC -> new Entity.Func(Scope.at(scope.funcs, index, "function"));
            case INSTANCE -> new Entity.Instance(Scope.at(scope.instances, index, "instance"));
            case COMPONENT ->
                new Entity.Component(
                        Scope.at(scope.components, index, "component").type());
            case TYPE -> {
                DefType type = scope.type(index);
                yield new Entity.Type(type, type);
            }
            default -> throw new TypeException("invalid sort of an item");
        };
    }

    void instantiate(Scope scope, DefBuilder builder, int component, List<RawArg> args) {
        Scope.ComponentEntry entry = Scope.at(scope.components, component, "component");
        Map<String, Entity> given = new HashMap<>();
        List<Item> items = new ArrayList<>(args.size());
        for (RawArg arg : args) {
            Entity entity = entityAt(scope, arg.sort(), arg.index());
            if (given.put(arg.name(), entity) != null) {
                throw new TypeException("instantiation argument `" + arg.name() + "` conflicts with previous argument");
            }
            items.add(new Item(arg.name(), builder.ref(entity, arg.index())));
        }
        CompType type = entry.type();
        Substitution answer = subtyping.open(given, type.imports(), type.imported(), "import");
        Map<ResourceType, List<String>> fresh = new LinkedHashMap<>();
        type.defined().forEach((resource, path) -> {
            ResourceType made = new ResourceType(String.join("/", path));
            answer.put(resource, made);
            fresh.put(made, path);
        });
        Map<String, Entity> exports = new LinkedHashMap<>();
        answer.applyAll(type.exports(), exports);
        InstType instance = new InstType(exports, new LinkedHashSet<>(), answer.applyKeys(type.explicit()));
        builder.addCost(entry.cost());
        int index = Scope.push(scope.instances, instance, "instance");
        builder.step(new Step.InstantiateComponent(index, component, items, model.of(instance)));
        fresh.forEach((resource, path) -> {
            scope.defined.put(resource, false);
            builder.addInstanceSlot(resource, index, path);
        });
    }

    void bundle(Scope scope, DefBuilder builder, List<RawExport> exports) {
        Map<String, Entity> members = new LinkedHashMap<>();
        Map<ResourceType, List<String>> explicit = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        List<Item> items = new ArrayList<>(exports.size());
        long weight = 0;
        for (RawExport export : exports) {
            Entity entity = entityAt(scope, export.sort(), export.index());
            NameRules.check(export.name(), entity, false, new Scope.ResourceNames(), names, members);
            if (entity instanceof Entity.Instance instance) {
                instance.type()
                        .explicit()
                        .forEach((resource, path) -> explicit.put(resource, Externs.prepend(export.name(), path)));
            } else if (entity instanceof Entity.Type of && of.created() instanceof ResourceRef ref) {
                explicit.put(ref.resource(), List.of(export.name()));
            }
            items.add(new Item(export.name(), builder.ref(entity, export.index())));
            weight += entity.weight();
            Limit.weight(weight);
        }
        InstType instance = new InstType(members, new LinkedHashSet<>(), explicit);
        table.work(exports.size());
        int index = Scope.push(scope.instances, instance, "instance");
        builder.addCost(Cost.NONE.instance());
        builder.step(new Step.Bundle(index, items, model.of(instance)));
    }
}
