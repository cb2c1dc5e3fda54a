package org.latticehost.component.internal.link;

import java.util.function.Consumer;
import java.util.function.Function;
import org.latticehost.component.internal.abi.HostBody;
import org.latticehost.component.internal.abi.LateBody;
import org.latticehost.component.internal.abi.LiftedFunction;
import org.latticehost.component.internal.abi.StoreState;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreStore;

/** A plan being carried out, and then the instance it made. Confined to one thread at a time. */
public final class Run {
    final CoreModule[] modules;
    final CoreStore store;
    final StoreState state;
    final CoreInstance[] coreInstances;
    final CoreExtern[] made;
    final LiftedFunction[] lifted;
    final LateBody[] late;
    private final Function<Value.Host, HostBody> hosts;

    /**
     * @param modules the compiled modules in the order of {@link Plan#modules}
     * @param hosts binds a function of the host to this instance
     * @param guard as for {@link StoreState}
     */
    public Run(
            Plan plan,
            CoreModule[] modules,
            CoreStore store,
            Function<Value.Host, HostBody> hosts,
            Consumer<Runnable> guard) {
        this.modules = modules;
        this.store = store;
        this.hosts = hosts;
        Plan.Counts counts = plan.counts();
        state = new StoreState(counts.resources(), counts.instances(), guard);
        coreInstances = new CoreInstance[counts.coreInstances()];
        made = new CoreExtern[counts.made()];
        lifted = new LiftedFunction[counts.lifted()];
        late = new LateBody[counts.late()];
    }

    HostBody bind(Value.Host host) {
        return hosts.apply(host);
    }

    /** The state of the component instances. */
    public StoreState state() {
        return state;
    }

    /** A lifted function by its slot. */
    public LiftedFunction lifted(int slot) {
        return lifted[slot];
    }
}
