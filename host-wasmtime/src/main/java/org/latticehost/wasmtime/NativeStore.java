package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Disposable;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Extern;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.FuncType;
import io.github.kawamuray.wasmtime.Global;
import io.github.kawamuray.wasmtime.Linker;
import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.MemoryType;
import io.github.kawamuray.wasmtime.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The native side of a store. Nothing of it may be touched after {@link #close}: that would abort the JVM. */
final class NativeStore implements AutoCloseable {
    /** More epochs than there can be in a moment. */
    private static final long SOON = 1L << 32;

    private final Store<Void> store;
    private final Linker linker;
    private final Runnable dispatch;
    private final List<Disposable> handles = new ArrayList<>();
    private @Nullable ByteBuffer mailbox;
    private boolean hasDispatch;

    /**
     * @param dispatch runs the host function whose number is in the mailbox
     */
    NativeStore(Engine engine, Runnable dispatch) {
        this.dispatch = dispatch;
        store = new Store<>(null, engine);
        linker = new Linker(engine);
    }

    /** Arguments and results on their way between Java and guests; made when first asked for. */
    ByteBuffer mailbox() {
        ByteBuffer made = mailbox;
        if (made == null) {
            Memory memory = keep(new Memory(store, new MemoryType(1, 1, false)));
            linker.define(store, Shims.HOST, Shims.MAILBOX, Extern.fromMemory(memory));
            made = memory.buffer(store).order(ByteOrder.LITTLE_ENDIAN);
            mailbox = made;
        }
        return made;
    }

    /** Makes what stub modules import. Takes some 100 microseconds, so stores without host functions go without. */
    void needDispatch() {
        mailbox();
        if (!hasDispatch) {
            hasDispatch = true;
            Func func = keep(new Func(store, FuncType.empty(), (caller, params, results) -> dispatch.run()));
            linker.define(store, Shims.HOST, Shims.DISPATCH, Extern.fromFunc(func));
        }
    }

    private <T extends Disposable> T keep(T handle) {
        handles.add(handle);
        return handle;
    }

    /** Instantiates a module under a name; its imports are found by name. */
    void link(String name, ModuleHandle module) {
        linker.module(store, name, module.module());
    }

    private Extern find(Shims.Name name) {
        return linker.get(store, name.module(), name.item())
                .orElseThrow(() -> new IllegalStateException("nothing is linked as " + name));
    }

    Func func(Shims.Name name) {
        return keep(find(name).func());
    }

    /** Runs a function that takes and returns nothing, calls nobody and soon ends, while no guest is inside. */
    void run(Shims.Name name) {
        setDeadline(SOON);
        try (Func func = find(name).func()) {
            func.call(store);
        }
    }

    Memory memory(Shims.Name name) {
        return keep(find(name).memory());
    }

    Global global(Shims.Name name) {
        return keep(find(name).global());
    }

    /** A handle that the caller closes. */
    Global borrowGlobal(Shims.Name name) {
        return find(name).global();
    }

    Store<Void> store() {
        return store;
    }

    void setDeadline(long ticks) {
        store.setEpochDeadline(ticks);
    }

    @Override
    public void close() {
        handles.forEach(Disposable::dispose);
        handles.clear();
        linker.dispose();
        store.dispose();
    }
}
