package org.latticehost.wrpc.internal.codec;

/** Coder of a list: the number of elements, then the elements. */
abstract class SequenceCoder extends Coder {
    private final int minElement;

    SequenceCoder(int minElement) {
        this.minElement = minElement;
    }

    abstract int size(Object value);

    abstract void writeItems(Encoder out, Object value);

    /** The state in which nothing has been read of that many elements. */
    abstract Object begin(Decoder in, int count);

    /** Reads elements; the list, or {@link #MORE} with the state left at {@code depth}. */
    abstract Object proceed(Decoder in, int depth, Object state);

    @Override
    public final void write(Encoder out, Object value) {
        out.unsigned(size(value));
        writeItems(out, value);
    }

    @Override
    public final Object read(Decoder in, int depth) {
        Object state = in.resume(depth);
        if (state == null) {
            if (!in.readUnsigned(Leb128.BITS32)) {
                return MORE;
            }
            state = begin(in);
        }
        return proceed(in, depth, state);
    }

    /** Begins with the length that was read last. */
    final Object begin(Decoder in) {
        return begin(in, in.count(minElement));
    }

    @Override
    public final int minSize() {
        return 1;
    }
}
