package org.latticehost.component.internal.validate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.ComponentSink;
import org.latticehost.component.internal.binary.RawAlias;
import org.latticehost.component.internal.binary.RawArg;
import org.latticehost.component.internal.binary.RawCanon;
import org.latticehost.component.internal.binary.RawCoreModule;
import org.latticehost.component.internal.binary.RawCoreType;
import org.latticehost.component.internal.binary.RawExport;
import org.latticehost.component.internal.binary.RawImport;
import org.latticehost.component.internal.binary.RawSort;
import org.latticehost.component.internal.binary.RawType;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.types.CompType;
import org.latticehost.component.internal.types.Entity;
import org.latticehost.component.internal.types.InstType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.TypeTable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.wit.ResourceType;

/** Validates definitions as they come from the binary and builds the resolved component. */
final class ComponentValidator implements ComponentSink {
    private static final CoreFuncType DESTRUCTOR = new CoreFuncType(List.of(CoreValueType.I32), List.of());

    private final TypeTable table = new TypeTable();
    private final ModelTypes model = new ModelTypes(table);
    private final Externs externs = new Externs(table);
    private final Instantiation instantiation = new Instantiation(table, model);
    private final Ascription ascription = new Ascription(table);
    private final List<Scope> scopes = new ArrayList<>();
    private final List<DefBuilder> builders = new ArrayList<>();
    private final TypeResolver types = new TypeResolver(table, externs, scopes);
    private @Nullable ComponentDef result;

    ComponentDef result() {
        if (result == null) {
            throw new IllegalStateException("the component has not ended");
        }
        return result;
    }

    private Scope scope() {
        return scopes.get(scopes.size() - 1);
    }

    private DefBuilder builder() {
        return builders.get(builders.size() - 1);
    }

    private static void at(int offset, Runnable rule) {
        try {
            rule.run();
        } catch (TypeException e) {
            throw new ComponentLoadException(ErrorCode.INVALID_COMPONENT, String.valueOf(e.getMessage()), offset, null);
        }
    }

    @Override
    public void beginComponent(int offset) {
        scopes.add(new Scope(Scope.Kind.COMPONENT));
        builders.add(new DefBuilder());
    }

    @Override
    public void endComponent(int offset) {
        at(offset, () -> {
            CompType type = externs.finish(scope());
            ComponentDef def = builder().build(scope());
            Cost cost = builder().cost();
            scopes.remove(scopes.size() - 1);
            builders.remove(builders.size() - 1);
            if (scopes.isEmpty()) {
                result = def;
            } else {
                int index = Scope.push(scope().components, new Scope.ComponentEntry(type, cost), "component");
                builder().step(new Step.Component(index, def));
            }
        });
    }

    @Override
    public void coreModule(RawCoreModule module, int offset) {
        at(offset, () -> {
            CoreTypes.checkImports(module.source().type().imports());
            ModuleEntry entry =
                    new ModuleEntry(module.source().type(), true, Cost.ofModule(module.memories(), module.pages()));
            int index = Scope.push(scope().modules, entry, "module");
            builder().step(new Step.Module(index, module.source()));
        });
    }

    @Override
    public void coreInstantiate(int module, List<RawArg> args, int offset) {
        at(offset, () -> CoreInstantiation.instantiate(scope(), builder(), module, args, table));
    }

    @Override
    public void coreBundle(List<RawArg> items, int offset) {
        at(offset, () -> CoreInstantiation.bundle(scope(), builder(), items));
    }

    @Override
    public void coreType(RawCoreType type, int offset) {
        at(offset, () -> CoreTypes.define(scopes, type));
    }

    @Override
    public void instantiate(int component, List<RawArg> args, int offset) {
        at(offset, () -> instantiation.instantiate(scope(), builder(), component, args));
    }

    @Override
    public void bundle(List<RawExport> items, int offset) {
        at(offset, () -> instantiation.bundle(scope(), builder(), items));
    }

    @Override
    public void type(RawType type, int offset) {
        at(offset, () -> {
            if (type instanceof RawType.Resource resource) {
                defineResource(resource.destructor());
            } else {
                Scope.push(scope().types, types.resolve(type), "type");
            }
        });
    }

    private void defineResource(int destructor) {
        if (destructor >= 0 && !scope().coreFunc(destructor).equals(DESTRUCTOR)) {
            throw new TypeException("core function " + destructor + " has wrong signature for a destructor");
        }
        ResourceType resource = new ResourceType("of type " + scope().types.size());
        Scope.push(scope().types, new ResourceRef(resource), "type");
        scope().defined.put(resource, true);
        builder().defineResource(resource, destructor);
    }

    @Override
    public void canon(RawCanon canon, int offset) {
        at(offset, () -> Canons.define(scope(), builder(), canon));
    }

    @Override
    public void alias(RawAlias alias, int offset) {
        at(offset, () -> {
            if (alias instanceof RawAlias.OfCoreInstance of) {
                CoreInstantiation.alias(scope(), builder(), of.sort(), of.instance(), of.name());
            } else if (alias instanceof RawAlias.OfInstance of) {
                aliasExport(of);
            } else if (alias instanceof RawAlias.Outer outer) {
                aliasOuter(outer);
            }
        });
    }

    private void aliasExport(RawAlias.OfInstance alias) {
        Entity entity = InstanceExports.find(scope(), alias);
        externs.push(scope(), entity);
        if (!(entity instanceof Entity.Type)) {
            InstType instance = scope().instances.get(alias.instance());
            builder()
                    .step(new Step.AliasExport(
                            builder().ref(entity, lastIndex(entity)),
                            alias.instance(),
                            alias.name(),
                            instance.position(alias.name()),
                            model.of(entity)));
        }
    }

    /** The index of the latest item of that sort. */
    private int lastIndex(Entity entity) {
        Scope scope = scope();
        return switch (DefBuilder.sort(entity)) {
            case MODULE -> scope.modules.size() - 1;
            case FUNC -> scope.funcs.size() - 1;
            case TYPE -> scope.types.size() - 1;
            case COMPONENT -> scope.components.size() - 1;
            case INSTANCE -> scope.instances.size() - 1;
        };
    }

    private void aliasOuter(RawAlias.Outer alias) {
        Scope from = OuterAliases.scope(scopes, alias.count());
        int index = alias.index();
        if (alias.sort() == RawSort.TYPE) {
            Scope.push(scope().types, OuterAliases.type(scopes, alias.count(), index, table), "type");
        } else if (alias.sort() == RawSort.CORE_TYPE) {
            Scope.push(scope().coreTypes, Scope.at(from.coreTypes, index, "type"), "core type");
        } else if (alias.sort() == RawSort.CORE_MODULE) {
            int made = Scope.push(scope().modules, Scope.at(from.modules, index, "module"), "module");
            builder().step(new Step.AliasOuter(new DefRef(Sort.MODULE, made), alias.count(), index));
        } else {
            int made = Scope.push(scope().components, Scope.at(from.components, index, "component"), "component");
            builder().step(new Step.AliasOuter(new DefRef(Sort.COMPONENT, made), alias.count(), index));
        }
    }

    @Override
    public void importItem(RawImport item) {
        at(item.offset(), () -> {
            Entity entity = externs.addImport(scope(), item.name(), externs.resolve(scope(), item.type(), item.name()));
            builder().addImport(item, entity, lastIndex(entity), model.of(entity), scope().freshImports);
        });
    }

    @Override
    public void exportItem(RawExport item) {
        at(item.offset(), () -> {
            Entity actual = Instantiation.entityAt(scope(), item.sort(), item.index());
            DefRef source = builder().ref(actual, item.index());
            Entity entity = externs.addExport(scope(), item.name(), ascribed(item, actual));
            builder()
                    .addExport(new ExportDef(
                            item.name(),
                            model.of(entity),
                            source,
                            builder().ref(entity, lastIndex(entity)),
                            item.offset()));
        });
    }

    /** The type of an export as others see it: what is written there must be a supertype of what is exported. */
    private Entity ascribed(RawExport item, Entity actual) {
        if (item.type() == null) {
            return actual instanceof Entity.Type type
                    ? new Entity.Type(type.referenced(), type.referenced().copy())
                    : actual;
        }
        return ascription.apply(scope(), builder(), actual, externs.resolve(scope(), item.type(), item.name()));
    }
}
