package org.latticehost.component.internal.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.abi.CodecCompiler;
import org.latticehost.component.internal.abi.FunctionCodec;
import org.latticehost.component.internal.model.CanonOptions;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.CoreItem;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ImportDef;
import org.latticehost.component.internal.model.Item;
import org.latticehost.component.internal.model.ResourceSlot;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;

/** Walks the steps of one component instance and adds what they do at run time to the plan. */
final class ComponentLinker {
    private final PlanBuilder plan;
    private final ComponentDef def;
    private final Map<String, Value> imports;
    private final Scope scope;
    private final int instance;
    private final CodecCompiler codecs;
    private final Map<String, Value> exports = new HashMap<>();
    /** Of late functions, by their indexes in the core function space. */
    private final Map<Integer, Integer> lateNumbers = new HashMap<>();

    private int nextSlot;

    private ComponentLinker(
            PlanBuilder plan, ComponentDef def, @Nullable Scope enclosing, Map<String, Value> imports, int parent) {
        this.plan = plan;
        this.def = def;
        this.imports = imports;
        this.scope = new Scope(enclosing, def.spaces(), def.resources().size());
        this.instance = plan.newInstance(parent);
        this.codecs = plan.codecs.forInstance(type -> scope.resources[def.slotOf(type)]);
    }

    /**
     * Links an instance of the component.
     *
     * @param imports the values of its imports by name
     * @param parent number of the instance around it, -1 for none
     */
    static Value.Instance link(PlanBuilder plan, Value.Component component, Map<String, Value> imports, int parent) {
        ComponentLinker linker =
                new ComponentLinker(plan, component.definition(), component.enclosing(), imports, parent);
        List<Step> steps = component.definition().steps();
        for (int i = 0; i < steps.size(); i++) {
            linker.step(steps.get(i));
            linker.fillResources(i);
        }
        return new Value.Instance(linker.exports);
    }

    private void step(Step step) {
        switch (step.kind()) {
            case IMPORT -> runImport(def.imports().get(((Step.Import) step).index()));
            case MODULE -> {
                Step.Module module = (Step.Module) step;
                scope.modules[module.module()] = new Value.Module(module.source());
            }
            case COMPONENT -> {
                Step.Component component = (Step.Component) step;
                scope.components[component.component()] = new Value.Component(component.definition(), scope);
            }
            case INSTANTIATE_MODULE -> instantiateModule((Step.InstantiateModule) step);
            case CORE_BUNDLE -> coreBundle((Step.CoreBundle) step);
            case INSTANTIATE_COMPONENT -> instantiateComponent((Step.InstantiateComponent) step);
            case BUNDLE -> {
                Step.Bundle bundle = (Step.Bundle) step;
                scope.instances[bundle.instance()] = new Value.Instance(named(bundle.items()));
            }
            case ALIAS_CORE_EXPORT -> {
                Step.AliasCoreExport alias = (Step.AliasCoreExport) step;
                coreSpace(alias.source().kind())[alias.index()] = find(alias.source());
            }
            case ALIAS_EXPORT -> {
                Step.AliasExport alias = (Step.AliasExport) step;
                put(alias.ref(), scope.instance(alias.instance()).export(alias.name()));
            }
            case ALIAS_OUTER -> aliasOuter((Step.AliasOuter) step);
            case RESOURCE -> {}
            case LIFT -> lift((Step.Lift) step);
            case LOWER -> lower((Step.Lower) step);
            case RESOURCE_FUNC -> resourceFunction((Step.ResourceFunc) step);
            case HOST_FUNC -> hostFunction((Step.HostFunc) step);
            case LATE_FUNC -> {
                Step.LateFunc late = (Step.LateFunc) step;
                int slot = plan.newFunction();
                int number = plan.newLate();
                lateNumbers.put(late.coreFunc(), number);
                plan.add(new Action.LateFunction(slot, number, late.type()));
                scope.coreFuncs[late.coreFunc()] = ExternRef.made(slot);
            }
            case FILL -> {
                Step.Fill fill = (Step.Fill) step;
                int number = Objects.requireNonNull(lateNumbers.get(fill.late()));
                plan.add(new Action.Fill(number, scope.coreFuncs[fill.coreFunc()].position()));
            }
            case EXPORT -> export(def.exports().get(((Step.Export) step).index()));
        }
    }

    private void runImport(ImportDef wanted) {
        Value value = imports.get(wanted.name());
        if (wanted.ref().sort() != Sort.TYPE) {
            if (value == null) {
                throw new IllegalStateException("no value for import '" + wanted.name() + "'");
            }
            put(wanted.ref(), value);
        }
    }

    private void put(DefRef ref, Value value) {
        switch (ref.sort()) {
            case MODULE -> scope.modules[ref.index()] = value;
            case FUNC -> scope.funcs[ref.index()] = value;
            case COMPONENT -> scope.components[ref.index()] = value;
            case INSTANCE -> scope.instances[ref.index()] = value;
            case TYPE -> {}
        }
    }

    private @Nullable Value get(DefRef ref) {
        return switch (ref.sort()) {
            case MODULE -> scope.modules[ref.index()];
            case FUNC -> scope.funcs[ref.index()];
            case COMPONENT -> scope.components[ref.index()];
            case INSTANCE -> scope.instances[ref.index()];
            case TYPE -> ref.index() < 0 ? null : new Value.Resource(scope.resources[ref.index()]);
        };
    }

    private Map<String, Value> named(List<Item> items) {
        Map<String, Value> values = new HashMap<>();
        for (Item item : items) {
            Value value = get(item.ref());
            if (value != null) {
                values.put(item.name(), value);
            }
        }
        return values;
    }

    private void export(ExportDef export) {
        Value value = get(export.source());
        if (value != null) {
            exports.put(export.name(), value);
            put(export.ref(), value);
        }
    }

    private void fillResources(int step) {
        List<ResourceSlot> slots = def.resources();
        while (nextSlot < slots.size() && slots.get(nextSlot).step() <= step) {
            scope.resources[nextSlot] = resource(slots.get(nextSlot));
            nextSlot++;
        }
    }

    private int resource(ResourceSlot slot) {
        if (slot instanceof ResourceSlot.Defined defined) {
            int number = plan.newResource();
            plan.add(new Action.NewResource(
                    number,
                    slot.type(),
                    instance,
                    defined.destructor().isEmpty()
                            ? null
                            : scope.coreFuncs[defined.destructor().getAsInt()]));
            return number;
        }
        if (slot instanceof ResourceSlot.SameAs same) {
            return scope.resources[same.slot()];
        }
        if (slot instanceof ResourceSlot.Imported imported) {
            String name = def.imports().get(imported.importIndex()).name();
            return walk(Objects.requireNonNull(imports.get(name), name), imported.path());
        }
        ResourceSlot.OfInstance of = (ResourceSlot.OfInstance) slot;
        return walk(scope.instances[of.instance()], of.path());
    }

    private static int walk(Value start, List<String> path) {
        Value value = start;
        for (String name : path) {
            value = ((Value.Instance) value).export(name);
        }
        return ((Value.Resource) value).number();
    }

    private void instantiateModule(Step.InstantiateModule step) {
        Value.Module module = (Value.Module) scope.modules[step.module()];
        int slot = plan.newCoreInstance();
        List<ExternRef> given = step.exact()
                ? step.imports().stream().map(this::find).toList()
                : ModuleImports.inOrderOf(module.source().type(), step.type(), step.imports(), this::find);
        plan.add(new Action.InstantiateCore(slot, plan.module(module.source()), given));
        scope.coreInstances[step.coreInstance()] =
                new CoreValue.Instance(slot, module.source().type());
    }

    private void coreBundle(Step.CoreBundle step) {
        Map<CoreValue.Key, ExternRef> items = new HashMap<>();
        for (CoreItem item : step.items()) {
            items.put(new CoreValue.Key(item.kind(), item.name()), coreSpace(item.kind())[item.index()]);
        }
        scope.coreInstances[step.coreInstance()] = new CoreValue.Bundle(items);
    }

    private ExternRef find(CoreRef ref) {
        if (ref instanceof CoreRef.OfSpace space) {
            return coreSpace(space.kind())[space.index()];
        }
        CoreRef.OfInstance of = (CoreRef.OfInstance) ref;
        CoreValue value = scope.coreInstances[of.coreInstance()];
        if (value instanceof CoreValue.Bundle bundle) {
            return Objects.requireNonNull(bundle.items().get(new CoreValue.Key(of.kind(), of.name())), of.name());
        }
        CoreValue.Instance core = (CoreValue.Instance) value;
        return new ExternRef(core.slot(), plan.exportPosition(core.type(), of.name()));
    }

    private ExternRef[] coreSpace(CoreExternKind kind) {
        return switch (kind) {
            case FUNC -> scope.coreFuncs;
            case TABLE -> scope.coreTables;
            case MEMORY -> scope.coreMemories;
            case GLOBAL -> scope.coreGlobals;
            case TAG -> scope.coreTags;
        };
    }

    private void instantiateComponent(Step.InstantiateComponent step) {
        Value.Component component = (Value.Component) scope.components[step.component()];
        scope.instances[step.instance()] = link(plan, component, named(step.args()), instance);
    }

    private void aliasOuter(Step.AliasOuter alias) {
        Scope outer = scope;
        for (int i = 0; i < alias.depth(); i++) {
            outer = Objects.requireNonNull(outer.enclosing, "outer alias");
        }
        put(
                alias.ref(),
                alias.ref().sort() == Sort.MODULE ? outer.modules[alias.index()] : outer.components[alias.index()]);
    }

    private void lift(Step.Lift step) {
        int slot = plan.newLifted();
        FunctionCodec codec = codecs.function(step.type());
        checkCoreType(codec.liftedType(), step.coreType());
        plan.add(new Action.Lift(slot, instance, scope.coreFuncs[step.coreFunc()], options(step.options()), codec));
        scope.funcs[step.func()] = new Value.Lifted(slot);
    }

    private void lower(Step.Lower step) {
        int slot = plan.newFunction();
        OptionsRef options = options(step.options());
        if (scope.funcs[step.func()] instanceof Value.Host host) {
            FunctionCodec codec = codecs.function(step.type());
            checkCoreType(codec.loweredType(), step.coreType());
            plan.add(new Action.LowerHost(slot, instance, step.coreType(), options, codec, host));
        } else {
            int target = ((Value.Lifted) scope.funcs[step.func()]).slot();
            plan.add(new Action.LowerLifted(slot, instance, step.coreType(), options, target));
        }
        scope.coreFuncs[step.coreFunc()] = ExternRef.made(slot);
    }

    /** Validated components agree; a module that was made a component may not. */
    private static void checkCoreType(CoreFuncType wanted, CoreFuncType actual) {
        if (!wanted.equals(actual)) {
            throw new ComponentLoadException(
                    ErrorCode.INVALID_COMPONENT,
                    "a core function has the type " + actual + ", but the function it stands for needs " + wanted);
        }
    }

    private void hostFunction(Step.HostFunc step) {
        int slot = plan.newFunction();
        HostModule.Function function = step.function();
        Value.Host host = new Value.Host(
                step.name(),
                (call, args) ->
                        function.body().call(call, (CoreMemory) args[0], (long[]) Objects.requireNonNull(args[1])));
        plan.add(new Action.HostFunction(
                slot, function.type(), step.memory() < 0 ? null : scope.coreMemories[step.memory()], host));
        scope.coreFuncs[step.coreFunc()] = ExternRef.made(slot);
    }

    private OptionsRef options(CanonOptions options) {
        return new OptionsRef(
                options.encoding(),
                options.memory() < 0 ? null : scope.coreMemories[options.memory()],
                options.realloc() < 0 ? null : scope.coreFuncs[options.realloc()],
                options.postReturn() < 0 ? null : scope.coreFuncs[options.postReturn()]);
    }

    private void resourceFunction(Step.ResourceFunc step) {
        int slot = plan.newFunction();
        int resource = scope.resources[step.slot()];
        plan.add(new Action.HandleFunction(slot, instance, step.op(), step.coreType(), resource));
        scope.coreFuncs[step.coreFunc()] = ExternRef.made(slot);
    }
}
