package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code bool}: any non-zero value is true. */
final class BoolCodec extends Codec {
    BoolCodec() {
        super(1, 1, Layout.ONE_I32, false, false);
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return cx.memory().getByte(pointer) != 0;
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putByte(pointer, (byte) ((Boolean) value ? 1 : 0));
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return (int) flat[at] != 0;
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = (Boolean) value ? 1 : 0;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Boolean;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putByte(target, (byte) (from.memory().getByte(source) != 0 ? 1 : 0));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = (int) in[at] != 0 ? 1 : 0;
    }
}
