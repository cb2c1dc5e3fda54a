package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code char}: a Unicode scalar value; anything else traps. */
final class CharCodec extends Codec {
    CharCodec() {
        super(4, 4, Layout.ONE_I32, false, false);
    }

    private static int checked(int c) {
        if (!isScalar(c)) {
            throw Traps.broken("invalid `char` bit pattern 0x" + Integer.toHexString(c));
        }
        return c;
    }

    private static boolean isScalar(int c) {
        return c >= 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return checked(cx.memory().getInt(pointer));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putInt(pointer, (Integer) value);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return checked((int) flat[at]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = (Integer) value;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Integer c && isScalar(c);
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putInt(target, checked(from.memory().getInt(source)));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = checked((int) in[at]);
    }
}
