package org.latticehost.wasmtime;

import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreFuncType;
import org.latticehost.component.spi.CoreFunction;
import org.latticehost.component.spi.CoreHostFunction;

/** Java code as a function of a store. */
final class HostFunction implements CoreFunction, WasmtimeExtern {
    private final WasmtimeStore store;
    private final CoreFuncType type;
    private final CoreHostFunction body;
    /** Its number in the mailbox. */
    final int id;

    private Shims.@Nullable Name linkName;

    HostFunction(WasmtimeStore store, CoreFuncType type, CoreHostFunction body, int id) {
        this.store = store;
        this.type = type;
        this.body = body;
        this.id = id;
    }

    @Override
    public WasmtimeStore store() {
        return store;
    }

    boolean isLinked() {
        return linkName != null;
    }

    void linkedAs(Shims.Name name) {
        linkName = name;
    }

    @Override
    public Shims.Name linkName() {
        Shims.Name name = linkName;
        if (name == null) {
            throw new IllegalStateException("host function has no stub yet");
        }
        return name;
    }

    @Override
    public CoreFuncType funcType() {
        return type;
    }

    @Override
    public long[] call(long... args) {
        store.checkOpen();
        if (args.length != type.params().size()) {
            throw new IllegalArgumentException("wants " + type.params().size() + " arguments, got " + args.length);
        }
        long[] results = body.call(args);
        if (results.length != type.results().size()) {
            throw new IllegalStateException("host function of type " + type + " gave " + results.length + " results");
        }
        return results;
    }
}
