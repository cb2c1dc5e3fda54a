package org.latticehost.wasmtime;

import io.github.kawamuray.wasmtime.Global;
import io.github.kawamuray.wasmtime.Val;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreExternType;
import org.latticehost.component.spi.CoreGlobal;
import org.latticehost.component.spi.CoreValueType;

/** A global. */
final class WasmtimeGlobal implements CoreGlobal, WasmtimeExtern {
    private final WasmtimeStore store;
    private final Shims.Name linkName;
    private final CoreExternType.Global type;
    private final boolean computed;
    private @Nullable Global handle;
    private @Nullable NativeStore handleStore;

    /**
     * @param computed whether {@link ComputedConstants} made it mutable
     */
    WasmtimeGlobal(WasmtimeStore store, Shims.Name linkName, CoreExternType.Global type, boolean computed) {
        this.store = store;
        this.linkName = linkName;
        this.type = type;
        this.computed = computed;
    }

    @Override
    public WasmtimeStore store() {
        return store;
    }

    @Override
    public Shims.Name linkName() {
        return linkName;
    }

    /** The value of a constant that the module which defines it has as a variable; others are imported by name. */
    Optional<Long> constant() {
        return computed && !type.mutable() ? Optional.of(get()) : Optional.empty();
    }

    @Override
    public CoreExternType type() {
        return type;
    }

    private Global handle(NativeStore current) {
        Global known = handle;
        if (known == null || handleStore != current) {
            known = current.global(linkName);
            handle = known;
            handleStore = current;
        }
        return known;
    }

    private CoreValueType number() {
        if (!ModuleRewriter.isNumber(type.type())) {
            throw new UnsupportedOperationException("a global of type " + type.type() + " cannot be seen from Java");
        }
        return type.type();
    }

    @Override
    public long get() {
        CoreValueType number = number();
        NativeStore current = store.use();
        return store.onFitThread(() -> read(handle(current), current, number));
    }

    @Override
    public void set(long value) {
        CoreValueType number = number();
        if (!type.mutable()) {
            throw new UnsupportedOperationException("the global is immutable");
        }
        NativeStore current = store.use();
        store.onFitThread(() -> {
            write(handle(current), current, number, value);
            return value;
        });
    }

    static long read(Global global, NativeStore current, CoreValueType type) {
        Val value = global.get(current.store());
        return switch (type) {
            case I32 -> value.i32() & 0xffff_ffffL;
            case I64 -> value.i64();
            case F32 -> Float.floatToRawIntBits(value.f32()) & 0xffff_ffffL;
            default -> Double.doubleToRawLongBits(value.f64());
        };
    }

    static void write(Global global, NativeStore current, CoreValueType type, long value) {
        global.set(
                current.store(),
                switch (type) {
                    case I32 -> Val.fromI32((int) value);
                    case I64 -> Val.fromI64(value);
                    case F32 -> Val.fromF32(Float.intBitsToFloat((int) value));
                    default -> Val.fromF64(Double.longBitsToDouble(value));
                });
    }
}
