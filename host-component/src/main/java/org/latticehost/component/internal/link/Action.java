package org.latticehost.component.internal.link;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.abi.BoundOptions;
import org.latticehost.component.internal.abi.FunctionCodec;
import org.latticehost.component.internal.abi.GuestToGuest;
import org.latticehost.component.internal.abi.GuestToHost;
import org.latticehost.component.internal.abi.InstanceState;
import org.latticehost.component.internal.abi.LateBody;
import org.latticehost.component.internal.abi.LiftedFunction;
import org.latticehost.component.internal.abi.ModuleToHost;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreMemory;
import org.latticehost.host.wit.ResourceType;

/** One thing to do for each new instance of a component. Immutable. */
interface Action {

    /** Does it: reads and fills slots of the run. */
    void run(Run run);

    /** Makes the state of a component instance. */
    record NewInstance(int instance, int parent) implements Action {
        @Override
        public void run(Run run) {
            run.state.newInstance(instance, parent);
        }
    }

    /** Instantiates a core module: runs its segments and start function. */
    record InstantiateCore(int slot, int module, List<ExternRef> imports) implements Action {
        @Override
        public void run(Run run) {
            CoreExtern[] given = new CoreExtern[imports.size()];
            for (int i = 0; i < given.length; i++) {
                given[i] = imports.get(i).in(run);
            }
            run.coreInstances[slot] = run.store.instantiate(run.modules[module], given);
        }
    }

    /** Makes a component function. */
    record Lift(int slot, int instance, ExternRef core, OptionsRef options, FunctionCodec codec) implements Action {
        @Override
        public void run(Run run) {
            run.lifted[slot] =
                    new LiftedFunction(run.state.instance(instance), options.in(run), core.functionIn(run), codec);
        }
    }

    /** Makes a core function that calls Java. */
    record LowerHost(
            int slot, int instance, CoreFuncType type, OptionsRef options, FunctionCodec codec, Value.Host target)
            implements Action {
        @Override
        public void run(Run run) {
            BoundOptions bound = options.in(run);
            run.made[slot] = run.store.hostFunction(
                    type, new GuestToHost(run.state.instance(instance), bound, codec, target.name(), run.bind(target)));
        }
    }

    /** Makes a core function that calls another component instance. */
    record LowerLifted(int slot, int instance, CoreFuncType type, OptionsRef options, int target) implements Action {
        @Override
        public void run(Run run) {
            run.made[slot] = run.store.hostFunction(
                    type, new GuestToGuest(run.state.instance(instance), options.in(run), run.lifted[target]));
        }
    }

    /** Makes a core function of one that the host offers to core modules. */
    record HostFunction(
            int slot, CoreFuncType type, @Nullable ExternRef memory, Value.Host target) implements Action {
        @Override
        public void run(Run run) {
            CoreMemory bound = memory == null ? null : (CoreMemory) memory.in(run);
            run.made[slot] = run.store.hostFunction(type, new ModuleToHost(target.name(), bound, run.bind(target)));
        }
    }

    /** Makes a core function that does nothing useful before {@link Fill}. */
    record LateFunction(int slot, int late, CoreFuncType type) implements Action {
        @Override
        public void run(Run run) {
            LateBody body = new LateBody();
            run.late[late] = body;
            run.made[slot] = run.store.hostFunction(type, body);
        }
    }

    /** Gives a late function its body. */
    record Fill(int late, int slot) implements Action {
        @Override
        public void run(Run run) {
            run.late[late].fill(((CoreFunction) run.made[slot])::call);
        }
    }

    /** Makes one of the core functions on handles. */
    record HandleFunction(int slot, int instance, Step.ResourceFunc.Op op, CoreFuncType type, int resource)
            implements Action {
        @Override
        public void run(Run run) {
            run.made[slot] = run.store.hostFunction(type, body(run.state.instance(instance)));
        }

        private CoreHostFunction body(InstanceState state) {
            int number = resource;
            return switch (op) {
                case NEW -> args -> answer(args, state.newResource(number, (int) args[0]));
                case REP -> args -> answer(args, state.rep(number, (int) args[0]));
                case DROP ->
                    args -> {
                        state.drop(number, (int) args[0]);
                        return CoreHostFunction.NO_RESULTS;
                    };
            };
        }

        private static long[] answer(long[] args, int result) {
            args[0] = result & 0xffff_ffffL;
            return args;
        }
    }

    /** Makes a resource type of a component instance. */
    record NewResource(
            int number,
            ResourceType type,
            int instance,
            @Nullable ExternRef destructor) implements Action {
        @Override
        public void run(Run run) {
            run.state.bindGuest(number, type, instance, destructor == null ? null : destructor.functionIn(run));
        }
    }

    /** Makes a resource type of the host. */
    record HostResource(int number, ResourceType type, Consumer<Object> destructor) implements Action {
        @Override
        public void run(Run run) {
            run.state.bindHost(number, type, destructor);
        }
    }
}
