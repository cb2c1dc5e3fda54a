package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitFlags;
import org.latticehost.host.wit.WitType;

/** {@code flags}: unknown bits are dropped. */
final class FlagsCodec extends Codec {
    private final WitType.FlagsOf type;
    private final int mask;

    FlagsCodec(WitType.FlagsOf type) {
        super(size(type), size(type), Layout.ONE_I32, type.labels().size() == 8 * size(type), false);
        this.type = type;
        this.mask = -1 >>> (32 - type.labels().size());
    }

    private static int size(WitType.FlagsOf type) {
        return Layout.flagsSize(type.labels().size());
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return WitFlags.of(type, Discriminant.load(cx.memory(), pointer, size));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        Discriminant.store(cx.memory(), pointer, size, ((WitFlags) value).bits() & mask);
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return WitFlags.of(type, (int) flat[at]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = (((WitFlags) value).bits() & mask) & 0xffff_ffffL;
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof WitFlags;
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        Discriminant.store(to.memory(), target, size, Discriminant.load(from.memory(), source, size) & mask);
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = ((int) in[at] & mask) & 0xffff_ffffL;
    }
}
