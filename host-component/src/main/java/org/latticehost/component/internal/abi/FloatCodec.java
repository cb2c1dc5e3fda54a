package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreValueType;

/** {@code f32}; every NaN that crosses becomes the canonical one. */
final class FloatCodec extends Codec {
    FloatCodec() {
        super(4, 4, List.of(CoreValueType.F32), true, false);
    }

    static float canonical(int bits) {
        float f = Float.intBitsToFloat(bits);
        return Float.isNaN(f) ? Float.NaN : f;
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return canonical(cx.memory().getInt(pointer));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putInt(pointer, Float.floatToIntBits((Float) value));
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return canonical((int) flat[at]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = Float.floatToIntBits((Float) value) & 0xffff_ffffL;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Float;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putInt(target, Float.floatToIntBits(canonical(from.memory().getInt(source))));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = Float.floatToIntBits(canonical((int) in[at])) & 0xffff_ffffL;
    }
}
