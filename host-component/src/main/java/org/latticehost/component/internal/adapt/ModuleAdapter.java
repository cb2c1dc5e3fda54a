package org.latticehost.component.internal.adapt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.binary.CoreModuleReader;
import org.latticehost.component.internal.model.CanonOptions;
import org.latticehost.component.internal.model.ComponentDef;
import org.latticehost.component.internal.model.CoreRef;
import org.latticehost.component.internal.model.DefRef;
import org.latticehost.component.internal.model.ExportDef;
import org.latticehost.component.internal.model.ExternType;
import org.latticehost.component.internal.model.InstanceType;
import org.latticehost.component.internal.model.Item;
import org.latticehost.component.internal.model.Sort;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.model.StringEncoding;
import org.latticehost.component.spi.CoreExternKind;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.error.ComponentLoadException;
import org.latticehost.host.error.ErrorCode;
import org.latticehost.host.wit.FunctionType;
import org.latticehost.host.wit.WitType;

/**
 * Makes a component of a core module. Its world is the one that a bindings generator left in it; a command, which exports
 * {@code _start}, also exports {@code wasi:cli/run}. What it imports from modules that the host offers (WASI preview 1) is
 * no import of the component.
 *
 * <p>The module imports functions that need the memory it exports. So it gets functions without a body first, and once it
 * is instantiated they are filled: what the tool wit-component does with two more modules and a table.
 */
public final class ModuleAdapter {
    private static final String RUN = "wasi:cli/run@0.2.6";
    private static final InstanceType RUN_TYPE = new InstanceType(List.of(new InstanceType.Export(
            "run",
            new ExternType.Func(new FunctionType(
                    List.of(), Optional.of(new WitType.ResultOf(Optional.empty(), Optional.empty())))))));
    private static final CoreFuncType NOTHING = new CoreFuncType(List.of(), List.of());
    private static final CoreFuncType REALLOC = new CoreFuncType(
            List.of(CoreValueType.I32, CoreValueType.I32, CoreValueType.I32, CoreValueType.I32),
            List.of(CoreValueType.I32));
    /** Missing imports that are named; hostile modules have very many, with very long names. */
    private static final int NAMED = 10;

    private static final int MOST_OF_A_NAME = 200;

    private final ModuleExports module;
    private final Map<String, HostModule> offered = new HashMap<>();
    private final ImportedWorlds imported;
    private final List<EmbeddedWorld> worlds;
    private final Steps steps = new Steps();
    private int main;
    private int memory;
    private int realloc;

    private ModuleAdapter(byte[] bytes, List<HostModule> offered) {
        module = new ModuleExports(CoreModuleReader.read(bytes));
        offered.forEach(o -> this.offered.put(o.name(), o));
        worlds = EmbeddedWorld.of(bytes);
        imported = new ImportedWorlds(steps);
    }

    /**
     * The component.
     *
     * @param offered what core modules may import from the host
     * @throws ComponentLoadException with code {@code CORE_MODULE} if the module is neither a command nor has a world,
     *     {@code UNRESOLVED_IMPORT} if it imports what nobody offers, {@code INVALID_COMPONENT} if it does not fit its world
     */
    public static ComponentDef adapt(byte[] bytes, List<HostModule> offered) {
        return new ModuleAdapter(bytes, offered).build();
    }

    private ComponentDef build() {
        boolean command = NOTHING.equals(module.function("_start"));
        if (worlds.isEmpty() && !command) {
            throw new ComponentLoadException(
                    ErrorCode.CORE_MODULE,
                    "this is a core module that no component can be made of: it exports no function '_start', as a"
                            + " command does, and has no section 'component-type', which bindings generators write",
                    0,
                    null);
        }
        worlds.forEach(world -> imported.add(world.type()));
        List<CoreModuleType.Import> wanted = module.source().type().imports();
        checkImports(wanted);
        checkOptions();
        List<CoreRef> given = new ArrayList<>();
        for (CoreModuleType.Import item : wanted) {
            CoreFuncType type = ((CoreExternType.Func) item.type()).type();
            int late = steps.coreFunc(new Step.LateFunc(steps.nextCoreFunc(), type));
            given.add(new CoreRef.OfSpace(CoreExternKind.FUNC, late));
        }
        main = steps.instantiate(module, given);
        memory = steps.exportedMemory(main, module, "memory");
        realloc = steps.exportedFunc(main, module, "cabi_realloc");
        ExportedWorlds exported = new ExportedWorlds(steps, module, main);
        worlds.forEach(world -> exported.define(world.type()));
        for (int i = 0; i < wanted.size(); i++) {
            steps.fill(i, source(wanted.get(i), exported));
        }
        if (NOTHING.equals(module.function("_initialize"))) {
            int initialize = steps.exportedFunc(main, module, "_initialize");
            steps.instantiate(SmallModules.INITIALIZE, List.of(new CoreRef.OfSpace(CoreExternKind.FUNC, initialize)));
        }
        worlds.forEach(world -> exported.lift(world.type(), options(world.encoding())));
        if (command && !exported.has("wasi:cli/run")) {
            exportCommand();
        }
        return steps.build();
    }

    /** What every component would have to be, and a module may not. */
    private void checkOptions() {
        if (module.type("memory") instanceof CoreExternType.Memory exported
                && (exported.memory64() || exported.shared())) {
            throw ExportedWorlds.invalid("exports a memory of 64 bits or a shared one as 'memory'");
        }
        CoreFuncType type = module.function("cabi_realloc");
        if (type != null && !type.equals(REALLOC)) {
            throw ExportedWorlds.invalid(
                    "exports a function 'cabi_realloc' of type " + type + " instead of " + REALLOC);
        }
    }

    private CanonOptions options(StringEncoding encoding) {
        return new CanonOptions(encoding, memory, realloc, -1);
    }

    private StringEncoding encoding() {
        return worlds.isEmpty() ? StringEncoding.UTF8 : worlds.get(0).encoding();
    }

    /** What nobody offers, in one message. */
    private void checkImports(List<CoreModuleType.Import> wanted) {
        List<String> missing = new ArrayList<>();
        for (CoreModuleType.Import item : wanted) {
            HostModule host = offered.get(item.module());
            boolean known = item.type() instanceof CoreExternType.Func func
                    && (host == null
                            ? ImportedWorlds.isOnHandles(item) || imported.find(item.module(), item.name()) != null
                            : fits(host.functions().get(item.name()), func.type()));
            if (!known) {
                missing.add("'" + shortened(item.module()) + "' '" + shortened(item.name()) + "'");
            }
        }
        if (!missing.isEmpty()) {
            throw new ComponentLoadException(
                    ErrorCode.UNRESOLVED_IMPORT,
                    "the core module imports what neither its world nor the host has ("
                            + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                            + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : "")
                            + "); modules may import functions of " + offered.keySet()
                            + " and of the interfaces their bindings name",
                    0,
                    null);
        }
    }

    private static String shortened(String name) {
        return name.length() > MOST_OF_A_NAME ? name.substring(0, MOST_OF_A_NAME) + "..." : name;
    }

    private static boolean fits(HostModule.@Nullable Function function, CoreFuncType type) {
        return function != null && function.type().equals(type);
    }

    /** The core function that an import stands for. */
    private int source(CoreModuleType.Import item, ExportedWorlds exported) {
        HostModule host = offered.get(item.module());
        int next = steps.nextCoreFunc();
        if (host != null) {
            HostModule.Function function = host.functions().get(item.name());
            String name = item.module() + "#" + item.name();
            return steps.coreFunc(new Step.HostFunc(next, name, Objects.requireNonNull(function), memory));
        }
        ImportedWorlds.Function function = imported.find(item.module(), item.name());
        if (function == null) {
            return exported.handleFunction(imported, item);
        }
        int func = imported.function(function);
        CoreFuncType type = ((CoreExternType.Func) item.type()).type();
        return steps.coreFunc(new Step.Lower(steps.nextCoreFunc(), func, type, function.type(), options(encoding())));
    }

    private void exportCommand() {
        int start = steps.exportedFunc(main, module, "_start");
        int command = steps.instantiate(SmallModules.COMMAND, List.of(new CoreRef.OfSpace(CoreExternKind.FUNC, start)));
        int run = steps.exportedFunc(command, SmallModules.COMMAND, "run");
        FunctionType type = ((ExternType.Func) RUN_TYPE.exports().get(0).type()).type();
        CoreFuncType coreType = Objects.requireNonNull(SmallModules.COMMAND.function("run"));
        int lifted = steps.func(new Step.Lift(
                steps.nextFunc(), run, coreType, type, new CanonOptions(StringEncoding.UTF8, -1, -1, -1)));
        int instance = steps.instance(new Step.Bundle(
                steps.nextInstance(), List.of(new Item("run", new DefRef(Sort.FUNC, lifted))), RUN_TYPE));
        steps.addExport(new ExportDef(
                RUN,
                new ExternType.Instance(RUN_TYPE),
                new DefRef(Sort.INSTANCE, instance),
                new DefRef(Sort.INSTANCE, steps.nextInstance()),
                0));
    }
}
