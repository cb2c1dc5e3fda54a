package org.latticehost.component.internal.abi;

import org.jspecify.annotations.Nullable;

/** {@code borrow<r>}: lent until the call is over. Occurs in parameters only. */
final class BorrowCodec extends Codec {
    private final int resource;

    BorrowCodec(int resource) {
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
        flat[at] = CallContext.unsigned(fromJava(cx, value));
    }

    private Object toJava(CallContext cx, int index) {
        return cx.resource(resource).lendToJava(cx, cx.borrow(resource, index));
    }

    private int fromJava(CallContext cx, Object value) {
        return cx.lendFromJava(cx.resource(resource), value);
    }

    @Override
    boolean accepts(CallContext cx, @Nullable Object value) {
        return cx.resource(resource).accepts(value);
    }

    @Override
    void copy(CallContext from, int source, CallContext to, int target) {
        to.memory().putInt(target, pass(from, from.memory().getInt(source), to));
    }

    @Override
    void copyFlat(CallContext from, long[] in, int at, CallContext to, long[] out, int outAt) {
        out[outAt] = CallContext.unsigned(pass(from, (int) in[at], to));
    }

    private int pass(CallContext from, int index, CallContext to) {
        return to.lend(to.resource(resource), from.borrow(resource, index));
    }
}
