package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreValueType;

/** {@code s64} and {@code u64}. */
final class LongCodec extends Codec {
    LongCodec() {
        super(8, 8, List.of(CoreValueType.I64), true, false);
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return cx.memory().getLong(pointer);
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putLong(pointer, (Long) value);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return flat[at];
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = (Long) value;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Long;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putLong(target, from.memory().getLong(source));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = in[at];
    }
}
