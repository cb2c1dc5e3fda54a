package org.latticehost.component.internal.model;

import java.util.List;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreModuleSource;
import org.latticehost.component.spi.CoreModuleType;
import org.latticehost.component.spi.HostModule;
import org.latticehost.host.wit.FunctionType;

/**
 * One step of building a component instance. The last index of a step's own space that a step fills is always one more
 * than the one before: steps stand in binary order and spaces grow by one at a time.
 *
 * <p>Definitions that are nothing at run time (types that are no resource types, core types, aliases of types) have no
 * step.
 */
public sealed interface Step {

    /** Which step this is, to switch over. */
    Kind kind();

    /** The kinds of steps. */
    enum Kind {
        IMPORT,
        MODULE,
        COMPONENT,
        INSTANTIATE_MODULE,
        CORE_BUNDLE,
        INSTANTIATE_COMPONENT,
        BUNDLE,
        ALIAS_CORE_EXPORT,
        ALIAS_EXPORT,
        ALIAS_OUTER,
        RESOURCE,
        LIFT,
        LOWER,
        RESOURCE_FUNC,
        HOST_FUNC,
        LATE_FUNC,
        FILL,
        EXPORT
    }

    /** Takes the value for import {@code index} of {@link ComponentDef#imports} and puts it where its ref says. */
    record Import(int index) implements Step {
        @Override
        public Kind kind() {
            return Kind.IMPORT;
        }
    }

    /** A core module of this component. */
    record Module(int module, CoreModuleSource source) implements Step {
        @Override
        public Kind kind() {
            return Kind.MODULE;
        }
    }

    /**
     * A nested component. Its value at run time is the definition plus the modules and components of the enclosing
     * components as {@link AliasOuter} steps inside it see them.
     */
    record Component(int component, ComponentDef definition) implements Step {
        @Override
        public Kind kind() {
            return Kind.COMPONENT;
        }
    }

    /**
     * Instantiates a core module.
     *
     * @param coreInstance the index it gets
     * @param module index in the module space
     * @param type the type of the module as known here. For a module of this component or of an enclosing one it is the
     *     module's own; for an imported module (or one taken from an instance) the actual module may have fewer imports and
     *     more exports, in another order: see {@code exact}
     * @param exact whether {@code type} is the actual module's own type, so that positions hold for the actual module
     * @param imports one per import of {@code type}, in order
     */
    record InstantiateModule(int coreInstance, int module, CoreModuleType type, boolean exact, List<CoreRef> imports)
            implements Step {
        public InstantiateModule {
            imports = List.copyOf(imports);
        }

        @Override
        public Kind kind() {
            return Kind.INSTANTIATE_MODULE;
        }
    }

    /** A core instance made from inline exports. */
    record CoreBundle(int coreInstance, List<CoreItem> items) implements Step {
        public CoreBundle {
            items = List.copyOf(items);
        }

        @Override
        public Kind kind() {
            return Kind.CORE_BUNDLE;
        }
    }

    /**
     * Instantiates a component.
     *
     * @param instance the index it gets
     * @param component index in the component space
     * @param args by name; there may be more than the component imports. Names match by plain equality
     * @param type the type of the new instance, in this component's resource types
     */
    record InstantiateComponent(int instance, int component, List<Item> args, InstanceType type) implements Step {
        public InstantiateComponent {
            args = List.copyOf(args);
        }

        @Override
        public Kind kind() {
            return Kind.INSTANTIATE_COMPONENT;
        }
    }

    /** A component instance made from inline exports; {@code items} and the exports of {@code type} go in step. */
    record Bundle(int instance, List<Item> items, InstanceType type) implements Step {
        public Bundle {
            items = List.copyOf(items);
        }

        @Override
        public Kind kind() {
            return Kind.BUNDLE;
        }
    }

    /** Puts an export of a core instance into the core space of the source's kind at {@code index}. */
    record AliasCoreExport(int index, CoreRef source) implements Step {
        @Override
        public Kind kind() {
            return Kind.ALIAS_CORE_EXPORT;
        }
    }

    /**
     * Puts an export of an instance into its space. Never a type: those are resolved.
     *
     * @param ref the sort, and the index it gets
     * @param instance index in the instance space
     * @param name the export's name
     * @param position its position in the static type of that instance (the type of the step, import or alias that put
     *     it there); the actual instance may have more exports
     * @param type its type
     */
    record AliasExport(DefRef ref, int instance, String name, int position, ExternType type) implements Step {
        @Override
        public Kind kind() {
            return Kind.ALIAS_EXPORT;
        }
    }

    /**
     * Puts a module or component of an enclosing component into this component's space.
     *
     * @param ref {@link Sort#MODULE} or {@link Sort#COMPONENT}, and the index it gets
     * @param depth how many components out: 1 is the enclosing one (0, this one, is possible too)
     * @param index in that component's space of the same sort; defined before this component there
     */
    record AliasOuter(DefRef ref, int depth, int index) implements Step {
        @Override
        public Kind kind() {
            return Kind.ALIAS_OUTER;
        }
    }

    /** Makes a new resource type; the slot is {@link ResourceSlot.Defined}. */
    record Resource(int slot) implements Step {
        @Override
        public Kind kind() {
            return Kind.RESOURCE;
        }
    }

    /**
     * Makes a component function out of a core function.
     *
     * @param func the index it gets in the function space
     * @param coreFunc index in the core function space
     * @param coreType the core function's type, which is the flattened one
     */
    record Lift(int func, int coreFunc, CoreFuncType coreType, FunctionType type, CanonOptions options)
            implements Step {
        @Override
        public Kind kind() {
            return Kind.LIFT;
        }
    }

    /**
     * Makes a core function out of a component function.
     *
     * @param coreFunc the index it gets in the core function space
     * @param func index in the function space
     * @param coreType the new core function's type: the flattened one
     * @param type the component function's type as seen here
     */
    record Lower(int coreFunc, int func, CoreFuncType coreType, FunctionType type, CanonOptions options)
            implements Step {
        @Override
        public Kind kind() {
            return Kind.LOWER;
        }
    }

    /**
     * Makes one of the core functions that work on handles.
     *
     * @param coreFunc the index it gets in the core function space
     * @param slot the resource type; for {@link Op#NEW} and {@link Op#REP} one that this component defines
     */
    record ResourceFunc(Op op, int coreFunc, int slot) implements Step {
        /** Which function. */
        public enum Op {
            /** {@code (i32 rep) -> i32 handle}. */
            NEW,
            /** {@code (i32 handle)}. */
            DROP,
            /** {@code (i32 handle) -> i32 rep}. */
            REP
        }

        /** The core type: that of the operation. */
        public CoreFuncType coreType() {
            return ResourceFuncTypes.of(op);
        }

        @Override
        public Kind kind() {
            return Kind.RESOURCE_FUNC;
        }
    }

    /**
     * Makes a core function of one that the host offers to core modules. Only in components made of a module.
     *
     * @param coreFunc the index it gets in the core function space
     * @param name for messages
     * @param memory index in the core memory space, or -1
     */
    record HostFunc(int coreFunc, String name, HostModule.Function function, int memory) implements Step {
        @Override
        public Kind kind() {
            return Kind.HOST_FUNC;
        }
    }

    /**
     * Makes a core function that a later {@link Fill} says what to do: what a module imports may need the memory that the
     * module exports. Only in components made of a module.
     *
     * @param coreFunc the index it gets in the core function space
     */
    record LateFunc(int coreFunc, CoreFuncType type) implements Step {
        @Override
        public Kind kind() {
            return Kind.LATE_FUNC;
        }
    }

    /**
     * Lets a {@link LateFunc} do what another function does.
     *
     * @param late index of the late function in the core function space
     * @param coreFunc index of the other one, which the host or this component made
     */
    record Fill(int late, int coreFunc) implements Step {
        @Override
        public Kind kind() {
            return Kind.FILL;
        }
    }

    /** Records export {@code index} of {@link ComponentDef#exports} and appends it to its space. */
    record Export(int index) implements Step {
        @Override
        public Kind kind() {
            return Kind.EXPORT;
        }
    }
}
