package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
import org.latticehost.component.spi.CoreValueType;
import org.latticehost.component.spi.TrapKind;

/** The instances of one component tree, and the border between host and guest. */
final class WasmtimeStore implements CoreStore {
    /** Unwinds the guest; the real exception is in {@link #hostFailure}, since class and message would be lost. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // says nothing, and must be there when memory or stack are short
    private static final WasmFunctionError.I32ExitError UNWIND = new WasmFunctionError.I32ExitError(1);

    private static final Val[] NO_VALUES = {};

    private final WasmtimeEngine engine;
    private final StoreLinker linker;
    private final GuestRun run;
    private final List<HostFunction> hostFunctions = new ArrayList<>();
    private @Nullable Throwable hostFailure;
    private int hostCalls;
    private boolean ranGuest;
    private long runs;
    private boolean failed;
    private volatile boolean closed;

    WasmtimeStore(WasmtimeEngine engine, CoreStoreLimits limits) {
        this.engine = engine;
        this.linker = new StoreLinker(this, engine, limits);
        this.run = new GuestRun(engine.clock()) {
            @Override
            void setDeadline(long ticks) {
                linker.current().setDeadline(ticks);
            }
        };
    }

    /** Changes whenever memories may have grown. */
    long runs() {
        return runs;
    }

    /**
     * The native store, for something short.
     *
     * @throws IllegalStateException if another thread is inside: the binding would wait for it, perhaps for ever
     */
    NativeStore use() {
        checkOpen();
        if (!run.isIdle() && !run.isHeldByThisThread()) {
            throw new IllegalStateException("store is in use by another thread");
        }
        return linker.current();
    }

    // ---- making things

    @Override
    public CoreInstance instantiate(CoreModule module, CoreExtern[] imports) {
        checkOpen();
        if (!(module instanceof WasmtimeModule compiled) || compiled.engine() != engine) {
            throw new IllegalArgumentException("module was compiled by another engine");
        }
        List<WasmtimeExtern> given = linker.check(compiled, imports);
        return onFitThread(() -> {
            boolean outermost = hold();
            boolean done = false;
            try {
                WasmtimeInstance instance = linker.instantiate(compiled, given);
                if (compiled.layout().computes()) {
                    boolean ranBefore = ranGuest;
                    enter(
                            instance.plainFunction(ComputedConstants.INITIALISER),
                            CoreHostFunction.NO_RESULTS,
                            outermost);
                    ranGuest = ranBefore; // what it did is done again when the store is made anew
                }
                if (compiled.layout().start >= 0) {
                    enter(instance.plainFunction(ModuleRewriter.START), CoreHostFunction.NO_RESULTS, outermost);
                }
                done = true;
                return instance;
            } finally {
                failed |= !done;
                if (outermost) {
                    letGo();
                }
            }
        });
    }

    @Override
    public CoreFunction hostFunction(CoreFuncType type, CoreHostFunction body) {
        checkOpen();
        if (!Shims.onlyNumbers(type)) {
            throw new IllegalArgumentException("a function of type " + type + " cannot be made in Java");
        }
        HostFunction function = new HostFunction(this, type, body, hostFunctions.size());
        hostFunctions.add(function);
        return function;
    }

    // ---- running

    /** Runs what calls native code where the stack is known to suffice: native code that runs out of it aborts the JVM. */
    <T> T onFitThread(Supplier<T> task) {
        return EngineThreads.isFit(this) ? task.get() : engine.threads().call(task);
    }

    /** Takes the store for this thread; false if it has it already. */
    private boolean hold() {
        if (run.isHeldByThisThread()) {
            return false;
        }
        run.hold();
        EngineThreads.inside(this);
        return true;
    }

    private void letGo() {
        EngineThreads.inside(null);
        run.letGo();
    }

    long[] call(GuestFunction function, long[] args) {
        checkOpen();
        if (args.length != function.funcType().params().size()) {
            throw new IllegalArgumentException(
                    "wants " + function.funcType().params().size() + " arguments, got " + args.length);
        }
        return onFitThread(() -> {
            boolean outermost = hold();
            try {
                return enter(function, args, outermost);
            } finally {
                if (outermost) {
                    letGo();
                }
            }
        });
    }

    private long[] enter(GuestFunction function, long[] args, boolean outermost) {
        checkOpen();
        NativeStore current = linker.current();
        var entry = function.entry(current);
        run.enterGuest(outermost);
        if (outermost) {
            hostCalls = 0;
        }
        ranGuest = true;
        runs++;
        try {
            write(current.mailbox(), function.funcType().params(), args);
            entry.call(current.store(), NO_VALUES);
            return read(current.mailbox(), function.funcType().results());
        } catch (RuntimeException | Error e) {
            throw translate(e);
        } finally {
            runs++;
            run.leaveGuest(outermost);
        }
    }

    private static void write(ByteBuffer mailbox, List<CoreValueType> types, long[] values) {
        for (int i = 0; i < values.length; i++) {
            boolean wide = types.get(i) == CoreValueType.I64 || types.get(i) == CoreValueType.F64;
            mailbox.putLong(Shims.FIRST_SLOT + Shims.SLOT * i, wide ? values[i] : values[i] & 0xffff_ffffL);
        }
    }

    private static long[] read(ByteBuffer mailbox, List<CoreValueType> types) {
        int count = types.size();
        if (count == 0) {
            return CoreHostFunction.NO_RESULTS;
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = mailbox.getLong(Shims.FIRST_SLOT + Shims.SLOT * i);
        }
        return values;
    }

    /** What stub modules call: runs the host function whose number is in the mailbox. */
    void dispatch() {
        try {
            runs++;
            run.enterHost();
            HostFunction function;
            long[] results;
            try {
                ByteBuffer mailbox = linker.current().mailbox();
                function = hostFunctions.get(mailbox.getInt(0));
                if (++hostCalls > engine.maxHostCalls()) {
                    throw new CoreTrapException(
                            TrapKind.LIMIT,
                            "more than " + engine.maxHostCalls() + " host calls in one call of the guest");
                }
                results = function.call(read(mailbox, function.funcType().params()));
            } catch (Throwable t) {
                run.leaveHostFailing();
                throw t;
            }
            run.leaveHost();
            write(linker.current().mailbox(), function.funcType().results(), results);
        } catch (Throwable t) {
            hostFailure = t;
            throw UNWIND;
        }
    }

    private RuntimeException translate(Throwable thrown) {
        Throwable failure = hostFailure;
        if (failure != null && thrown instanceof WasmFunctionError.I32ExitError) {
            hostFailure = null;
            EngineThreads.<RuntimeException>rethrow(failure);
        }
        CoreTrapException trap = Traps.of(thrown);
        if (trap.kind() == TrapKind.INTERRUPTED) {
            run.stopped();
        }
        return trap;
    }

    @Override
    public void interrupt() {
        if (!closed) {
            run.interrupt();
        }
    }

    // ---- state

    @Override
    public CoreSnapshot snapshot() {
        checkIdle();
        return onFitThread(() -> {
            boolean outermost = hold();
            try {
                return linker.snapshot(ranGuest);
            } finally {
                if (outermost) {
                    letGo();
                }
            }
        });
    }

    @Override
    public void restore(CoreSnapshot snapshot) {
        checkIdle();
        if (!(snapshot instanceof WasmtimeSnapshot taken) || taken.store() != this) {
            throw new IllegalArgumentException("snapshot of another store");
        }
        onFitThread(() -> {
            boolean outermost = hold();
            try {
                runs++;
                linker.restore(taken);
                ranGuest = false;
                return taken;
            } finally {
                runs++;
                if (outermost) {
                    letGo();
                }
            }
        });
    }

    @Override
    public long memoryBytes() {
        return closed ? 0 : onFitThread(linker::memoryBytes);
    }

    @Override
    public void close() {
        if (!closed) {
            try {
                run.hold();
            } catch (IllegalStateException e) {
                throw new IllegalStateException("guest code of this store is running; interrupt it before closing", e);
            }
            closed = true;
            linker.close();
            hostFunctions.clear();
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
        if (!run.isIdle()) {
            throw new IllegalStateException("guest code of this store is running");
        }
    }
}
