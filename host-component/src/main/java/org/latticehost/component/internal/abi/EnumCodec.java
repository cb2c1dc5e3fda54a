package org.latticehost.component.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latticehost.host.wit.WitEnum;
import org.latticehost.host.wit.WitType;

/** {@code enum}: a variant without payloads. The values are made once. */
final class EnumCodec extends Codec {
    private final List<String> labels;
    private final WitEnum[] values;

    EnumCodec(WitType.EnumOf type) {
        super(size(type), size(type), Layout.ONE_I32, false, false);
        labels = type.labels();
        values = new WitEnum[labels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = WitEnum.of(type, i);
        }
    }

    private static int size(WitType.EnumOf type) {
        return Layout.discriminantSize(type.labels().size());
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return values[Discriminant.checked(Discriminant.load(cx.memory(), pointer, size), values.length)];
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        Discriminant.store(cx.memory(), pointer, size, ((WitEnum) value).index());
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return values[Discriminant.checked((int) flat[at], values.length)];
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = ((WitEnum) value).index();
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return value instanceof WitEnum e
                && e.index() >= 0
                && e.index() < values.length
                && labels.get(e.index()).equals(e.label());
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        int index = Discriminant.checked(Discriminant.load(from.memory(), source, size), values.length);
        Discriminant.store(to.memory(), target, size, index);
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = Discriminant.checked((int) in[at], values.length);
    }
}
