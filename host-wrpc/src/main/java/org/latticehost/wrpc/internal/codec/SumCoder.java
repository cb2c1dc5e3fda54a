package org.latticehost.wrpc.internal.codec;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Coder of types with cases: a case number, then the payload the case may have. */
abstract class SumCoder extends Coder {
    private final @Nullable Coder[] payloads;
    private final boolean async;
    /** Options and results have one byte for the case; redundant LEB128 forms of it are refused. */
    private final boolean oneByte;

    private final String what;

    SumCoder(String what, boolean oneByte, @Nullable Coder... payloads) {
        this.what = what;
        this.oneByte = oneByte;
        this.payloads = payloads.clone();
        this.async = Arrays.stream(payloads).filter(Objects::nonNull).anyMatch(Coder::async);
    }

    abstract int caseOf(Object value);

    abstract @Nullable Object payloadOf(Object value);

    abstract Object make(int index, @Nullable Object payload);

    abstract String caseName(int index);

    @Override
    public final void write(Encoder out, Object value) {
        int index = caseOf(value);
        Coder coder = payloads[index];
        out.unsigned(index);
        Object payload = payloadOf(value);
        if (coder == null) {
            if (payload != null) {
                throw new IllegalArgumentException(what + " " + caseName(index) + " has no payload");
            }
        } else {
            coder.write(out, Objects.requireNonNull(payload, caseName(index)));
        }
    }

    @Override
    public final Object read(Decoder in, int depth) {
        Integer state = (Integer) in.resume(depth);
        int index;
        if (state != null) {
            index = state;
        } else {
            if (in.available() == 0 || !(oneByte || in.readUnsigned(Leb128.BITS32))) {
                return MORE;
            }
            long number = oneByte ? in.u8() : in.number();
            if (number >= payloads.length) {
                throw in.malformed("case " + number + " of " + what + " with " + payloads.length + " cases");
            }
            in.charge(24);
            index = (int) number;
        }
        Coder coder = payloads[index];
        if (coder == null) {
            return make(index, null);
        }
        Object payload;
        try {
            payload = coder.read(in, depth + 1);
        } catch (MalformedValueException e) {
            throw e.in(caseName(index));
        }
        return payload == MORE ? in.suspend(depth, index) : make(index, payload);
    }

    @Override
    public final int minSize() {
        return 1;
    }

    @Override
    public final boolean async() {
        return async;
    }

    @Override
    public final AsyncPaths paths() {
        AsyncPaths paths = AsyncPaths.NONE;
        for (Coder payload : payloads) {
            paths = payload == null ? paths : paths.or(payload.paths());
        }
        return paths;
    }
}
