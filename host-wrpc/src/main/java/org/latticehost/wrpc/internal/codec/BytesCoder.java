package org.latticehost.wrpc.internal.codec;

/** Coder of {@code list<u8>}, {@code list<s8>} and handles: a length and raw bytes. */
final class BytesCoder extends SequenceCoder {
    static final BytesCoder INSTANCE = new BytesCoder();

    private BytesCoder() {
        super(1);
    }

    @Override
    int size(Object value) {
        return ((byte[]) value).length;
    }

    @Override
    void writeItems(Encoder out, Object value) {
        byte[] bytes = (byte[]) value;
        out.raw(bytes, 0, bytes.length);
    }

    @Override
    Object begin(Decoder in, int count) {
        in.charge(16L + count);
        return new PartialBytes(count);
    }

    @Override
    Object proceed(Decoder in, int depth, Object state) {
        PartialBytes partial = (PartialBytes) state;
        return partial.fill(in) ? partial.bytes() : in.suspend(depth, partial);
    }
}
