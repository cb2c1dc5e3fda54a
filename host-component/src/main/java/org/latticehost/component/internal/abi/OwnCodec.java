package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code own<r>}: the resource moves. */
final class OwnCodec extends Codec {
    private final int resource;

    OwnCodec(int resource) {
        super(4, 4, Layout.ONE_I32, false, true);
        this.resource = resource;
    }

    @Override
    Object load(CallContext cx, int pointer) {
        return toJava(cx, cx.memory().getInt(pointer));
    }

    @Override
    void store(CallContext cx, Object value, int pointer) {
        cx.memory().putInt(pointer, fromJava(cx, value));
    }

    @Override
    Object lift(CallContext cx, long[] flat, int at) {
        return toJava(cx, (int) flat[at]);
    }

    @Override
    void lower(CallContext cx, Object value, long[] flat, int at) {
        flat[at] = fromJava(cx, value);
    }

    private Object toJava(CallContext cx, int index) {
        return cx.resource(resource).takeForJava(cx.take(resource, index));
    }

    private int fromJava(CallContext cx, Object value) {
        return cx.give(resource, cx.resource(resource).takeFromJava(value));
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return cx.resource(resource).accepts(value) && !(value instanceof GuestHandle handle && !handle.owned());
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putInt(target, move(from, from.memory().getInt(source), to));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = move(from, (int) in[at], to);
    }

    private int move(CallContext from, int index, CallContext to) {
        return to.give(resource, from.take(resource, index));
    }
}
