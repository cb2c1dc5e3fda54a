package org.latticehost.endive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExtern;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;
import org.latticehost.component.spi.CoreInstance;
import org.latticehost.component.spi.CoreModule;
import org.latticehost.component.spi.CoreSnapshot;
import org.latticehost.component.spi.CoreStore;
import org.latticehost.component.spi.CoreStoreLimits;
import org.latticehost.component.spi.CoreTrapException;
import org.latticehost.component.spi.TrapKind;
import run.endive.runtime.Machine;

/** The instances of one component tree, and the border between host and guest. */
final class EndiveStore implements CoreStore {
    final RunGuard guard = new RunGuard();
    /** What a host function threw last, so that it is told apart from what compiled code throws. */
    @Nullable Throwable hostFailure;

    private final EndiveEngine engine;
    private final StoreEntities entities;
    private final Set<FunctionNames> names = new LinkedHashSet<>();
    private final List<EndiveFunction> references = new ArrayList<>();
    private final Map<EndiveFunction, Integer> referenceIds = new HashMap<>();
    private volatile boolean closed;
    private boolean failed;

    EndiveStore(EndiveEngine engine, CoreStoreLimits limits) {
        this.engine = engine;
        this.entities = new StoreEntities(this, limits, engine.maxMemoryBytes());
    }

    // ---- making things

    @Override
    public CoreInstance instantiate(CoreModule module, CoreExtern[] imports) {
        checkOpen();
        if (!(module instanceof EndiveModule compiled) || compiled.engine() != engine) {
            throw new IllegalArgumentException("module was compiled by another engine");
        }
        ImportedExterns given = ImportedExterns.sort(this, compiled, imports);
        names.add(compiled.names());
        boolean done = false;
        try {
            EndiveInstance instance = link(compiled, given);
            int start = compiled.layout().start;
            if (start >= 0) {
                enter(instance.instance().getMachine(), start, CoreHostFunction.NO_RESULTS);
            }
            done = true;
            return instance;
        } finally {
            failed |= !done;
        }
    }

    private EndiveInstance link(EndiveModule module, ImportedExterns imports) {
        try {
            EndiveInstance instance = entities.make(module, imports);
            module.segments().run(instance);
            return instance;
        } catch (CoreTrapException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw Traps.of(e, names);
        }
    }

    @Override
    public CoreFunction hostFunction(CoreFuncType type, CoreHostFunction body) {
        checkOpen();
        return new HostFunction(this, type, body);
    }

    // ---- running

    /** Calls a guest function from the host. */
    long @Nullable [] enter(Machine machine, int function, long[] args) {
        checkOpen();
        boolean outermost = !guard.isHeldByThisThread();
        if (outermost) {
            guard.enter();
        }
        try {
            if (guard.isRequested()) {
                guard.consume();
                throw new CoreTrapException(TrapKind.INTERRUPTED, "interrupted before it started");
            }
            return machine.call(function, args);
        } catch (Throwable t) {
            throw translate(t);
        } finally {
            if (outermost) {
                guard.exit();
            }
        }
    }

    private RuntimeException translate(Throwable thrown) {
        if (thrown instanceof CoreTrapException trap) {
            return trap;
        }
        if (thrown == hostFailure && !(thrown instanceof StackOverflowError)) {
            hostFailure = null;
            EndiveStore.<RuntimeException>throwUnchanged(thrown);
        }
        CoreTrapException trap = Traps.of(thrown, names);
        if (trap.kind() == TrapKind.INTERRUPTED) {
            guard.consume();
        }
        return trap;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwUnchanged(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public void interrupt() {
        guard.interrupt();
    }

    // ---- state

    @Override
    public CoreSnapshot snapshot() {
        checkIdle();
        return entities.snapshot();
    }

    @Override
    public void restore(CoreSnapshot snapshot) {
        checkIdle();
        if (!(snapshot instanceof EndiveSnapshot taken) || taken.store() != this) {
            throw new IllegalArgumentException("snapshot of another store");
        }
        entities.restore(taken);
    }

    @Override
    public long memoryBytes() {
        return entities.memoryBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            guard.close();
            closed = true;
            entities.close();
        }
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("store is closed");
        }
        if (failed) {
            throw new IllegalStateException("store is unusable: an instantiation failed");
        }
    }

    private void checkIdle() {
        checkOpen();
        if (!guard.isIdle()) {
            throw new IllegalStateException("guest code of this store is running");
        }
    }

    // ---- references to functions of other instances

    int referenceId(EndiveFunction function) {
        return referenceIds.computeIfAbsent(function, f -> {
            references.add(f);
            return references.size() - 1;
        });
    }

    EndiveFunction byReferenceId(int id) {
        return references.get(id);
    }
}
