package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.component.spi.CoreValueType;

/** {@code f64}; every NaN that crosses becomes the canonical one. */
final class DoubleCodec extends Codec {
    DoubleCodec() {
        super(8, 8, List.of(CoreValueType.F64), true, false);
    }

    static double canonical(long bits) {
        double d = Double.longBitsToDouble(bits);
        return Double.isNaN(d) ? Double.NaN : d;
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return canonical(cx.memory().getLong(pointer));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putLong(pointer, Double.doubleToLongBits((Double) value));
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return canonical(flat[at]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = Double.doubleToLongBits((Double) value);
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof Double;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory()
                .putLong(target, Double.doubleToLongBits(canonical(from.memory().getLong(source))));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = Double.doubleToLongBits(canonical(in[at]));
    }
}
