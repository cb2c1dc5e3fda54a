package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code s32} and {@code u32}. */
final class IntCodec extends Codec {
    IntCodec() {
        super(4, 4, Layout.ONE_I32, true, false);
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return cx.memory().getInt(pointer);
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putInt(pointer, (Integer) value);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return (int) flat[at];
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = (Integer) value & 0xffff_ffffL;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Integer;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putInt(target, from.memory().getInt(source));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = in[at] & 0xffff_ffffL;
    }
}
