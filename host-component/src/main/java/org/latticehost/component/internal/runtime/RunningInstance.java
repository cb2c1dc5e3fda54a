package org.latticehost.component.internal.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.internal.abi.CallContext;
import org.latticehost.component.internal.abi.HostBody;
import org.latticehost.component.internal.abi.LiftedFunction;
import org.latticehost.component.internal.link.Plan;
import org.latticehost.component.internal.link.Run;
import org.latticehost.component.internal.link.Value;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreSnapshot;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.host.error.GuestTrapException;
import org.latticehost.host.spi.ComponentInstance;
import org.latticehost.host.spi.ExportedFunction;
import org.latticehost.host.spi.HostFunction;
import org.latticehost.host.spi.InvocationContext;
import org.latticehost.host.spi.LinkOptions;

/**
 * An instance and its store. Confined to one thread at a time, except {@link #interrupt}.
 *
 * <p>This is the border: inside it, what goes wrong unwinds as core traps; outside, callers see the exceptions of the API.
 * Every failure that crosses it ends the store.
 */
final class RunningInstance implements ComponentInstance {
    private final PlannedComponent component;
    private final CoreStore store;
    private final InstanceHostCall hostCall;
    private final Run run;
    private @Nullable CoreSnapshot initial;
    private volatile @Nullable RuntimeException interruption;
    private volatile boolean poisoned;
    private boolean closed;
    private int depth;

    private RunningInstance(
            PlannedComponent component,
            Plan plan,
            CoreModule[] modules,
            CoreStore store,
            LinkOptions options,
            InvocationContext invocation) {
        this.component = component;
        this.store = store;
        this.hostCall = new InstanceHostCall(options.grants(), invocation);
        this.run = new Run(plan, modules, store, this::bind, this::guarded);
    }

    static RunningInstance start(
            PlannedComponent component,
            Plan plan,
            CoreModule[] modules,
            CoreStore store,
            LinkOptions options,
            InvocationContext invocation) {
        RunningInstance instance = new RunningInstance(component, plan, modules, store, options, invocation);
        try {
            invocation.starting(instance);
            instance.guarded(() -> plan.execute(instance.run));
            if (options.resettable() && instance.run.state().holdsNothing()) {
                instance.initial = snapshot(store);
            }
            return instance;
        } catch (RuntimeException | Error e) {
            instance.close();
            throw e;
        }
    }

    /** The state to come back to; null where the engine cannot, and then instances are made anew. */
    private static @Nullable CoreSnapshot snapshot(CoreStore store) {
        try {
            return store.snapshot();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    private HostBody bind(Value.Host host) {
        HostFunction body = host.body();
        if (body == null) {
            return args -> {
                throw new UnsupportedOperationException("no implementation of this function was given to the host");
            };
        }
        return args -> body.call(hostCall, args);
    }

    @Override
    public @Nullable Object call(InvocationContext invocation, ExportedFunction function, Object... args) {
        if (!(function instanceof ExportedFunctionOf export) || export.owner() != component) {
            throw new IllegalArgumentException("'" + function.name() + "' is no export of " + component);
        }
        checkUsable();
        InvocationContext before = hostCall.enter(invocation);
        try {
            return export.target() instanceof Value.Lifted lifted
                    ? callGuest(run.lifted(lifted.slot()), export, args)
                    : callHost((Value.Host) export.target(), args);
        } finally {
            if (depth > 0) {
                hostCall.enter(before);
            }
        }
    }

    private @Nullable Object callGuest(LiftedFunction function, ExportedFunctionOf export, Object[] args) {
        CallContext cx;
        try {
            cx = function.prepare(args);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + export.name() + "': " + e.getMessage(), e);
        }
        depth++;
        try {
            return function.call(cx, args);
        } catch (RuntimeException | StackOverflowError e) {
            throw ended(e);
        } catch (Error e) {
            poisoned = true;
            throw e;
        } finally {
            depth--;
        }
    }

    /** A component may export what it imports. */
    private @Nullable Object callHost(Value.Host host, Object[] args) {
        try {
            return bind(host).call(args);
        } catch (Exception e) {
            throw new GuestTrapException("host-error", "import '" + host.name() + "' failed: " + e, List.of(), e);
        }
    }

    private void checkUsable() {
        if (closed) {
            throw new IllegalStateException("the instance is closed");
        }
        if (poisoned) {
            throw new GuestTrapException(
                    "component", "cannot enter component instance: an earlier trap has ended it", List.of(), null);
        }
        RuntimeException reason = interruption;
        if (reason != null) {
            poisoned = true;
            throw reason;
        }
    }

    private void guarded(Runnable body) {
        checkUsable();
        depth++;
        try {
            body.run();
        } catch (RuntimeException | StackOverflowError e) {
            throw ended(e);
        } catch (Error e) {
            poisoned = true;
            throw e;
        } finally {
            depth--;
        }
    }

    private RuntimeException ended(Throwable failure) {
        poisoned = true;
        RuntimeException reason = interruption;
        if (reason == null) {
            return Failures.toCaller(failure);
        }
        if (reason != failure) {
            reason.addSuppressed(failure);
        }
        return reason;
    }

    @Override
    public boolean poisoned() {
        return poisoned;
    }

    @Override
    public boolean reset() {
        CoreSnapshot snapshot = initial;
        if (snapshot == null || poisoned || closed || depth > 0 || interruption != null) {
            return false;
        }
        run.state().clear();
        hostCall.closeStates();
        try {
            store.restore(snapshot);
        } catch (OutOfMemoryError e) {
            // The instance ends, which gives its memory back; the call that it served went well.
            poisoned = true;
            return false;
        }
        return true;
    }

    @Override
    public void interrupt(RuntimeException reason) {
        interruption = reason;
        store.interrupt();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (depth > 0) {
            throw new IllegalStateException("an instance cannot be closed while a call into it runs");
        }
        if (!poisoned && interruption == null) {
            dropLeftovers();
        }
        closed = true;
        run.state().clear();
        hostCall.closeStates();
        store.close();
    }

    private void dropLeftovers() {
        try {
            run.state().closeJavaHandles();
        } catch (RuntimeException e) {
            // The instance ends anyway; a guest that traps in a destructor only loses what was left to run.
            poisoned = true;
        }
    }
}
