package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code s8} and {@code u8}, masked to their width. */
final class ByteCodec extends Codec {
    private final boolean signed;

    ByteCodec(boolean signed) {
        super(1, 1, Layout.ONE_I32, true, false);
        this.signed = signed;
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return cx.memory().getByte(pointer);
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putByte(pointer, (Byte) value);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return (byte) flat[at];
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = extend((Byte) value);
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Byte;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putByte(target, from.memory().getByte(source));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = extend((byte) in[at]);
    }

    private long extend(byte bits) {
        return signed ? bits & 0xffff_ffffL : bits & 0xffL;
    }
}
