package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code s16} and {@code u16}, masked to their width. */
final class ShortCodec extends Codec {
    private final boolean signed;

    ShortCodec(boolean signed) {
        super(2, 2, Layout.ONE_I32, true, false);
        this.signed = signed;
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return cx.memory().getShort(pointer);
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putShort(pointer, (Short) value);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return (short) flat[at];
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = extend((Short) value);
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Short;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putShort(target, from.memory().getShort(source));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = extend((short) in[at]);
    }

    private long extend(short bits) {
        return signed ? bits & 0xffff_ffffL : bits & 0xffffL;
    }
}
